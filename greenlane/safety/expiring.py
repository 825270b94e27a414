"""A reader of the journal that reads the clock: tickets whose end has come are told.

It writes through the door, once for each end. Where it is down, pages say so when they
are drawn, and the gates hold as ever.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from django.db.models import F, Q

from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.follow import Reader
from greenlane.core.models import Event, Unit
from greenlane.core.refusals import Refused
from greenlane.safety.models import Ticket

READER = "expiries"
EVERY_SECONDS = 20


class Watch:
    """Remembers when it has last looked at a unit."""

    def __init__(self) -> None:
        self._looked: dict[int, float] = {}

    def take(self, unit: Unit, _events: Sequence[Event]) -> None:
        now = time.monotonic()
        if now - self._looked.get(unit.pk, -EVERY_SECONDS) < EVERY_SECONDS:
            return
        self._looked[unit.pk] = now
        tell_ends(unit)


def tell_ends(unit: Unit) -> int:
    """Tell every end of this unit that was reached and not told. Gives how many."""
    with clock.of(unit.scene()):
        untold = Q(end_told__isnull=True) | ~Q(end_told=F("valid_until"))
        over = Ticket.objects.filter(untold, unit=unit, valid_until__lte=clock.now())
        going_on = over.filter(ended_at__isnull=True, revoked_at__isnull=True)
        keys = list(going_on.order_by("id").values_list("pk", flat=True))
    return sum(_told(unit, key) for key in keys)


def _told(unit: Unit, key: object) -> bool:
    try:
        perform("safety.note_expiry", {"ticket": str(key)}, by=system(unit))
    except Refused:  # ended, or given a later end, at this very moment
        return False
    return True


def reader() -> Reader:
    return Reader(READER, Watch().take, also_idle=True)
