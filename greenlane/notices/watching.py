"""A reader of the journal that raises alarms, tells them on, and says when one is over.

It looks when something has happened, and now and then because time alone breaks a
promise. It writes through the door. Where it is down, pages show what safety says all
the same, and that nothing is heard of the sender.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.follow import Reader
from greenlane.core.models import Event, Unit
from greenlane.core.refusals import Refused
from greenlane.notices import conditions, figures
from greenlane.notices.conditions import Condition, over, unraised
from greenlane.notices.models import Alarm

READER = "alarms"
EVERY_SECONDS = 15.0
OWN = "notices.alarm_"  # what it says itself is no news to it


class Watch:
    """Remembers when it has last looked at a unit, and how far it came."""

    def __init__(self) -> None:
        self._looked: dict[int, float] = {}
        self._after: dict[int, UUID | None] = {}

    def take(self, unit: Unit, events: Sequence[Event]) -> None:
        now = time.monotonic()
        news = any(not each.name.startswith(OWN) for each in events)
        waited = now - self._looked.get(unit.pk, -EVERY_SECONDS)
        if news or waited >= EVERY_SECONDS:
            done = look(unit, after=self._after.get(unit.pk))
            self._after[unit.pk] = done.after
            self._looked[unit.pk] = now - EVERY_SECONDS if done.more else now


@dataclass(frozen=True)
class Looked:
    """`count`: how much was said of alarms. `more`: it did not get through all."""

    count: int
    more: bool
    after: UUID | None


def look(unit: Unit, *, after: UUID | None = None) -> Looked:
    """Raise, end and tell on what is due in this unit, no more than MOST of each: each
    is a writing of its own, and others write between them.
    """
    with clock.of(unit.scene()):
        found = unraised(unit, after=after)
        open_ = Alarm.objects.filter(unit=unit, cleared_at__isnull=True)
        known, now = list(open_.select_related("unit").order_by("id")), clock.now()
        ended = over(unit, known)
    gone, most = {row.pk for row in ended}, conditions.MOST
    due = [row for row in known if row.pk not in gone and _is_due(row, unit, now)]
    done = [_do(unit, "raise_alarm", _said(each)) for each in found.new]
    for verb, rows in (("clear_alarm", ended), ("escalate_alarm", due)):
        done += [_do(unit, verb, {"alarm": str(row.pk)}) for row in rows[:most]]
    more = found.more or max(len(ended), len(due)) > most
    return Looked(sum(done), more, found.after)


def _said(each: Condition) -> dict[str, str]:
    order = {"order": str(each.order)} if each.order else {}
    return {"sort": each.sort, "about": str(each.about), **order}


def _is_due(row: Alarm, unit: Unit, now: Any) -> bool:
    if row.acknowledged_at or row.level + 1 >= len(figures.chain(unit)):
        return False
    return bool(now >= row.level_at + figures.patience(unit, row.sort))


def _do(unit: Unit, verb: str, said: dict[str, str]) -> bool:
    try:
        perform(f"notices.{verb}", said, by=system(unit))
    except Refused:  # it changed at this very moment: the next look sees it
        return False
    return True


def reader() -> Reader:
    return Reader(READER, Watch().take, also_idle=True)
