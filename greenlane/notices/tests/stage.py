"""Somebody whose notices go to a receiver on this machine, and the follower's work."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from datetime import datetime, timedelta
from typing import Any

from greenlane.core import clock, guard
from greenlane.core.follow import turn
from greenlane.core.models import Unit
from greenlane.desk.tests.pages import Hand, shown
from greenlane.notices import outward, queueing, sender, teller, watching
from greenlane.notices.models import Delivery, Webhook
from greenlane.notices.tests.receiver import Receiver
from greenlane.work.models import Task
from greenlane.workforce.models import Shift

SECRET = "s" * 40


def added(
    cast: Any, to: Receiver | None, *kinds: str, by: str, **other: Any
) -> Webhook:
    data = {
        "name": "pager", "address": to.address if to else "", "secret": SECRET,
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


def by_chat(monkeypatch: Any, to: Receiver, settings: Any) -> str:
    """DingTalk answers on this machine; the address of a robot there."""
    from apprise.plugins.dingtalk import NotifyDingTalk

    here = f"http://127.0.0.1:{to.port}/robot/send?access_token={{token}}"
    monkeypatch.setattr(NotifyDingTalk, "notify_url", here)
    monkeypatch.setattr(outward, "apart", teller.told)  # where the robot is known
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1", "oapi.dingtalk.com"})
    to.status, to.says = 200, b'{"errcode": 0, "errmsg": "ok"}'
    return "dingtalk://secret1/token1/"


def said(to: Receiver) -> list[str]:
    """What was written into the chat."""
    return [json.loads(body)["text"]["content"] for _headers, body in to.got]


def watched() -> int:
    """The follower looks at every unit; how much it said of alarms."""
    units = Unit.objects.select_related("pack").order_by("pk")
    return sum(watching.look(unit).count for unit in units)


def on_shift(cast: Any, name: str, *, starts: float, ends: float) -> Shift:
    """In hours from now, by the unit's own clock."""
    unit = Unit.objects.get(pk=cast.unit.pk)
    with clock.of(unit.scene()), guard.lifted():
        now = clock.now()
        return Shift.objects.create(
            unit=unit,
            person=cast.people[name],
            starts_at=now + timedelta(hours=starts),
            ends_at=now + timedelta(hours=ends),
        )


def goes_by(cast: Any, start: datetime) -> None:
    """The unit's own clock stands at this moment."""
    with guard.lifted():
        Unit.objects.filter(pk=cast.unit.pk).update(
            clock_start=start, clock_set_at=clock.wall(), clock_speed=0.0
        )


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
