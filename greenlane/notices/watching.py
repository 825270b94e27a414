"""A reader of the journal that raises alarms, tells them on, and says when one is over.

It looks when something has happened, and now and then because time alone breaks a
promise. It writes through the door. Where it is down, pages show what safety says all
the same, and that nothing is heard of the sender.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.follow import Reader
from greenlane.core.models import Event, Unit
from greenlane.core.refusals import Refused
from greenlane.notices import figures
from greenlane.notices.conditions import Condition, conditions, still
from greenlane.notices.models import Alarm

READER = "alarms"
EVERY_SECONDS = 15.0
OWN = "notices.alarm_"  # what it says itself is no news to it


class Watch:
    """Remembers when it has last looked at a unit."""

    def __init__(self) -> None:
        self._looked: dict[int, float] = {}

    def take(self, unit: Unit, events: Sequence[Event]) -> None:
        now = time.monotonic()
        news = any(not each.name.startswith(OWN) for each in events)
        waited = now - self._looked.get(unit.pk, -EVERY_SECONDS)
        if news or waited >= EVERY_SECONDS:
            self._looked[unit.pk] = now
            look(unit)


def look(unit: Unit) -> int:
    """Raise, end and tell on what is due in this unit. Gives how much that was."""
    with clock.of(unit.scene()):
        found = conditions(unit)
        open_ = Alarm.objects.filter(unit=unit, cleared_at__isnull=True)
        known = {(row.sort, row.about): row for row in open_.select_related("unit")}
        now, stand = clock.now(), {(each.sort, each.about) for each in found}
        over = [
            row for key, row in known.items()
            if key not in stand and not still(unit, row.sort, row.about)
        ]  # fmt: skip
    new = [each for each in found if (each.sort, each.about) not in known]
    done = [_do(unit, "raise_alarm", _said(each)) for each in new]
    done += [_do(unit, "clear_alarm", {"alarm": str(row.pk)}) for row in over]
    for row in known.values():
        if row not in over and _is_due(row, unit, now):
            done.append(_do(unit, "escalate_alarm", {"alarm": str(row.pk)}))
    return sum(done)


def _said(found: Condition) -> dict[str, str]:
    order = {"order": str(found.order)} if found.order else {}
    return {"sort": found.sort, "about": str(found.about), **order}


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
