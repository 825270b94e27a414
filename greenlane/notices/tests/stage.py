"""Somebody whose notices go to a receiver on this machine, and the follower's work."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from datetime import timedelta
from typing import Any

from greenlane.core import clock
from greenlane.core.follow import turn
from greenlane.core.models import Unit
from greenlane.desk.tests.pages import Hand, shown
from greenlane.notices import queueing, sender
from greenlane.notices.models import Delivery, Webhook
from greenlane.notices.tests.receiver import Receiver
from greenlane.work.models import Task

SECRET = "s" * 40


def added(cast: Any, to: Receiver, *kinds: str, by: str, **other: Any) -> Webhook:
    data = {
        "name": "pager", "address": to.address, "secret": SECRET,
        "kinds": list(kinds), "language": "en", **other,
    }  # fmt: skip
    done = cast.do("notices.add_webhook", data, by=by)
    return Webhook.objects.get(pk=done.facts["webhook"])


def drawn(to: Receiver, *kinds: str, by: str, **other: Any) -> str:
    """The same on the page; the secret that it says once."""
    data = {"name": "pager", "address": to.address, "language": "en", **other}
    answer = Hand(by).client.post("/own/notices", {**data, "kinds": kinds})
    assert answer.status_code == 200, shown(answer)
    return str(re.search(r"glw_[\w-]{40,}", shown(answer))[0])  # type: ignore[index]


def queued() -> int:
    """The follower reads every journal; how many notices wait then."""
    for unit in Unit.objects.order_by("pk"):
        while turn(queueing.reader(), unit):
            pass
    return Delivery.objects.filter(outcome="waiting").count()


def sent() -> int:
    """And sends what is due."""
    queued()
    count = 0
    while sender.turn():
        count += 1
    return count


def later(**length: float) -> None:
    """Waiting, told from the other side: the times of the queue move into the past."""
    back = timedelta(**length)
    for row in Delivery.objects.all():
        for name in ("queued_at", "due_at", "held_until", "tried_at"):
            if at := getattr(row, name):
                setattr(row, name, at - back)
        row.save()


def told(to: Receiver) -> list[dict[str, Any]]:
    return [json.loads(body) for _headers, body in to.got]


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """As docs/run/notices.md shows it."""
    parts = dict(p.split("=", 1) for p in headers["X-Greenlane-Signature"].split(","))
    signed = f"{parts['t']}.".encode() + body
    mine = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    young = abs(clock.wall().timestamp() - int(parts["t"])) < 300
    return young and hmac.compare_digest(mine, parts["v1"])


def given(cast: Any, order: Any, *, to: str, skill: str = "survey") -> Task:
    """The order's first task of this skill is given to somebody."""
    task = Task.objects.filter(order=order, skill=skill).order_by("place")[0]
    data = {"task": str(task.pk), "person": cast.id(to), "role": "leader"}
    cast.do("work.assign", data, by="zhao")
    return task
