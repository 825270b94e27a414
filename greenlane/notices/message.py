"""What a notice says, made when it is sent: to whoever may see it at that moment.

No names of people, no telephone numbers, no reasons: kind, order, site, one sentence
and where to look. Whoever may not see it any more is told nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from greenlane.connections.to_sign import waiting_for
from greenlane.core import clock
from greenlane.core.actors import Actor, actor_for
from greenlane.core.models import Event
from greenlane.core.texts import said_as
from greenlane.notices.kinds import FOR_A_UNIT, KINDS, TRIAL
from greenlane.notices.models import Delivery
from greenlane.notices.queueing import subjects
from greenlane.work.mine import my_tasks
from greenlane.work.models import Order, Task
from greenlane.workforce.models import Person


class Unwanted(Exception):
    """Nothing is to be sent; the code says why (`texts.ANSWERS`)."""


@dataclass(frozen=True)
class _About:
    """What a sentence may name: all of it of a unit that the reader sees."""

    order: Order | None
    task: Task | None
    document: str
    unit: str


def key_of(row: Delivery) -> UUID:
    """The same for every try: a receiver that has it already leaves it."""
    return uuid5(row.webhook_id, f"{row.unit_id}:{row.seq}")


def message(row: Delivery) -> bytes:
    """The JSON of the notice. Raises Unwanted."""
    hook = row.webhook
    event = Event.objects.get(unit=row.unit_id, seq=row.seq)
    with translation.override(hook.language), clock.of(row.unit.scene()):
        actor = _reader(row)
        about = _about(row, event, actor)
        said: dict[str, Any] = {
            "id": str(key_of(row)),
            "kind": row.kind,
            "order": about.order.number if about.order else None,
            "site": str(about.order.site) if about.order else None,
            "unit": row.unit.code,
            "text": _sentence(row.kind, about),
            "link": _link(row.kind, about),
            "at": event.at.astimezone(UTC).isoformat(timespec="seconds"),
        }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def signature(secret: str, body: bytes, *, at: datetime) -> str:
    """What X-Greenlane-Signature says: when, and the HMAC over when and body."""
    second = int(at.timestamp())
    signed = f"{second}.".encode() + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return f"t={second},v1={digest}"


def _reader(row: Delivery) -> Actor:
    """Who would read it, if he may see it now."""
    hook, account, path = row.webhook, row.webhook.account, row.unit.path
    actor = actor_for(account)
    if not account.is_active or account.sealed or hook.removed_at:
        raise Unwanted("not-yours")
    if row.kind == TRIAL:
        return actor
    if not any(actor.may(need, path) for need in KINDS[row.kind].needs):
        raise Unwanted("not-yours")
    cares = any(actor.may(need, hook.unit.path) for need in FOR_A_UNIT)
    if hook.whole_unit and not cares:
        raise Unwanted("not-yours")
    return actor


def _about(row: Delivery, event: Event, actor: Actor) -> _About:
    task, document = None, ""
    if row.kind in {"assigned", "handoff"}:
        waiting = my_tasks(actor).filter(pk=str(row.about))
        task = waiting.select_related("order__site").first()
        if task is None or task.begun:  # type: ignore[attr-defined]
            raise Unwanted("waits-no-more")
    elif row.kind == "signature":
        document = _document(row, actor)
    key = next((key for kind, key in subjects(event) if kind == "order"), None)
    order = task.order if task else None
    if order is None and key is not None and row.kind != TRIAL:
        rows = Order.objects.seen_by(actor).select_related("site")
        order = rows.filter(pk=key).first()
    return _About(order, task, document, str(row.unit))


def _document(row: Delivery, actor: Actor) -> str:
    """What kind of document it is: its own name may hold those of people."""
    person = Person.objects.filter(account=actor.account).first()
    for each in waiting_for(actor, person) if person else ():
        if each.row.pk == row.about and each.named:
            return str(said_as("kind", each.kind))
    raise Unwanted("waits-no-more")


def _sentence(kind: str, about: _About) -> str:
    said = {
        "order": f"{about.order.site} {about.order.number}" if about.order else "",
        "unit": about.unit,
        "task": about.task,
        "document": about.document,
    }
    if kind == "stop" and about.order is None:
        return _("%(unit)s: work was stopped.") % said
    if kind == "signature" and about.order is None:
        return _("%(unit)s: your signature is wanted (%(document)s).") % said
    return _text(kind) % said


def _text(kind: str) -> str:
    return {
        TRIAL: _("%(unit)s: this is a test. Notices arrive here."),
        "assigned": _("%(order)s: a task is given to you (%(task)s)."),
        "handoff": _("%(order)s: a task is offered to you (%(task)s)."),
        "signature": _("%(order)s: your signature is wanted (%(document)s)."),
        "order": _("%(order)s: an order was received."),
        "stop": _("%(order)s: work was stopped."),
        "watch": _("%(unit)s: look who is coming in."),
    }[kind]


def _link(kind: str, about: _About) -> str:
    """With the house's own address in front, where the administrator has said it."""
    if kind == "signature":
        path = reverse("board:signatures")
    elif about.order is not None:
        path = reverse("board:order", args=[about.order.number])
    else:
        path = reverse("board:stops" if kind == "stop" else "desk:own")
    return next(iter(settings.CSRF_TRUSTED_ORIGINS), "").rstrip("/") + path
