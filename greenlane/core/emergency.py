"""The sealed account: is it open, until when, and who has to know.

It comes in as a duty officer of its unit and no more. It has neither password nor PIN
and is nobody's person, so nothing is ever released with it: every gate asks what it
always asks. No timer ends it; its end is compared at every request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.core.models import Emergency, Unit
from greenlane.core.pinned import figure

HOURS = "people.emergency.max"
TOLD = timedelta(hours=72)  # afterwards those who watch are still told
MOST = 50  # openings that are looked at; there is hardly one a year


@dataclass(frozen=True)
class Opening:
    """What a page says: open now, or lately. `watches`: the reader has to know."""

    row: Emergency
    open: bool
    watches: bool
    keeps: bool


def lasts(unit: Unit) -> timedelta:
    """As long as the rule pack of the unit says; an older one: as the shipped one."""
    return timedelta(hours=figure(unit.pack, HOURS))


def alarms(actor: Actor) -> list[Opening]:
    """For everybody of the unit while it is open; for those who watch, longer."""
    since = clock.wall() - TOLD
    opened = kept("emergencies", actor.sight, lambda: _opened(actor))
    lately = (row for row in opened if (row.closed_at or row.ends_at) > since)
    found = (_opening(row, actor) for row in lately)
    return [each for each in found if each.open or each.watches]


def _opened(actor: Actor) -> list[Any]:
    """The newest that were opened, the oldest of them first."""
    rows = Emergency.objects.seen_by(actor).filter(
        opened_at__isnull=False, ends_at__isnull=False
    )
    newest = rows.select_related("unit").order_by("-ends_at", "-id")[:MOST]
    return sorted(newest, key=lambda row: row.pk)


def _opening(row: Emergency, actor: Actor) -> Opening:
    path = row.unit.path
    keeps = actor.may("secure", path)
    open_ = row.closed_at is None and row.ends_at is not None
    return Opening(
        row=row,
        open=bool(open_ and row.ends_at and row.ends_at > clock.wall()),
        watches=keeps or actor.may("audit", path),
        keeps=keeps or actor.account == row.account_id,
    )
