"""The sealed account: is it open, until when, and who has to know.

It comes in as a duty officer of its unit and no more. It has neither password nor PIN
and is nobody's person, so nothing is ever released with it: every gate asks what it
always asks. No timer ends it; its end is compared at every request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.models import Emergency, Unit
from greenlane.core.pinned import figure

HOURS = "people.emergency.max"
TOLD = timedelta(hours=72)  # afterwards those who watch are still told


@dataclass(frozen=True)
class Alarm:
    """What a page says: open now, or lately. `watches`: the reader has to know."""

    row: Emergency
    open: bool
    watches: bool
    keeps: bool


def lasts(unit: Unit) -> timedelta:
    """As long as the rule pack of the unit says; an older one: as the shipped one."""
    return timedelta(hours=figure(unit.pack, HOURS))


def alarms(actor: Actor) -> list[Alarm]:
    """For everybody of the unit while it is open; for those who watch, longer."""
    now = clock.wall()
    lately = Q(closed_at__gt=now - TOLD) | Q(
        closed_at__isnull=True, ends_at__gt=now - TOLD
    )
    rows = Emergency.objects.seen_by(actor).filter(lately, opened_at__isnull=False)
    found = (_alarm(row, actor) for row in rows.select_related("unit").order_by("id"))
    return [each for each in found if each.open or each.watches]


def _alarm(row: Emergency, actor: Actor) -> Alarm:
    path = row.unit.path
    keeps = actor.may("secure", path)
    open_ = row.closed_at is None and row.ends_at is not None
    return Alarm(
        row=row,
        open=bool(open_ and row.ends_at and row.ends_at > clock.wall()),
        watches=keeps or actor.may("audit", path),
        keeps=keeps or actor.account == row.account_id,
    )
