"""What a notice says, made when it is sent: to whoever may see it at that moment.

No names of people, no telephone numbers, no reasons: kind, order, site, one sentence,
why he gets it, and where to look. Whoever may not see it any more is told nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from greenlane.core import clock
from greenlane.core.actors import Actor, actor_for
from greenlane.core.models import Event
from greenlane.notices import figures
from greenlane.notices.about import About, about
from greenlane.notices.facts import AlarmEscalated
from greenlane.notices.kinds import ALARMED, ALARMS, FOR_A_UNIT, KINDS, TRIAL, is_urgent
from greenlane.notices.models import Delivery
from greenlane.notices.recipients import Unwanted, in_turn, on_shift, why
from greenlane.notices.sentences import sentence
from greenlane.work.models import Order

__all__ = ["Note", "Unwanted", "key_of", "note"]
NAMED = frozenset({"assigned", "handoff", "signature"})


@dataclass(frozen=True)
class Note:
    """One notice, ready to be sent. `at` is when it happened, by the unit's clock."""

    row: Delivery
    order: Order | None
    text: str
    why: str
    link: str
    at: Any


def key_of(row: Delivery) -> UUID:
    """The same for every try: a receiver that has it already leaves it."""
    return uuid5(row.webhook_id, f"{row.unit_id}:{row.seq}")


def note(row: Delivery) -> Note:
    """In the reader's language, of what is so now. Raises Unwanted."""
    event = Event.objects.get(unit=row.unit_id, seq=row.seq)
    fact = json.loads(event.canonical)
    with translation.override(row.webhook.language), clock.of(row.unit.scene()):
        actor = _reader(row)
        said = about(row, event, actor)
        because = _why(row, event, fact, actor)
        text = sentence(row.kind, said)
        return Note(row, said.order, text, because, _link(row.kind, said), event.at)


def _reader(row: Delivery) -> Actor:
    """Who would read it, if he may see it now."""
    hook, account, path = row.webhook, row.webhook.account, row.unit.path
    actor = actor_for(account)
    if not account.is_active or account.sealed or hook.removed_at:
        raise Unwanted("not-yours")
    if row.kind == TRIAL:
        return actor
    needs = KINDS[row.kind].needs
    if hook.whole_unit and needs == ALARMED:  # whoever runs the unit lets it be told
        needs = frozenset({"read"})
    if not any(actor.may(need, path) for need in needs):
        raise Unwanted("not-yours")
    cares = any(actor.may(need, hook.unit.path) for need in FOR_A_UNIT)
    if hook.whole_unit and not cares:
        raise Unwanted("not-yours")
    return actor


def _why(row: Delivery, event: Event, fact: Mapping[str, Any], actor: Actor) -> str:
    """Why he gets it. Raises Unwanted where another one does."""
    if row.kind == TRIAL:
        return _("You get this because you asked for a test.")
    if row.webhook.whole_unit:
        return _("Sent here because this channel is told what happens in %(unit)s.") % {
            "unit": row.webhook.unit
        }
    if row.kind in NAMED:
        return _("You get this because it waits for you by name.")
    if event.name in ALARMS:
        level = _level(row, event, fact)
        return why(in_turn(actor, row.unit, kind=row.kind, level=level), row.unit)
    must = is_urgent(row.kind)
    found = on_shift(actor, row.unit, kind=row.kind, must_be_told=must)
    return why(found, row.unit)


def _level(row: Delivery, event: Event, fact: Mapping[str, Any]) -> int:
    chain = figures.chain(row.unit)
    if event.name != AlarmEscalated.NAME or fact["role"] not in chain:
        return 0
    return chain.index(fact["role"])


def _link(kind: str, said: About) -> str:
    """With the house's own address in front, where the administrator has said it."""
    if kind == "signature":
        path = reverse("board:signatures")
    elif said.alarm is not None:
        path = reverse("board:stops")
    elif said.order is not None:
        path = reverse("board:order", args=[said.order.number])
    else:
        path = reverse("board:stops" if kind == "stop" else "desk:own")
    return at_home(path)


def at_home(path: str) -> str:
    return next(iter(settings.CSRF_TRUSTED_ORIGINS), "").rstrip("/") + path
