"""The axis of a timeline: from when to when, its hours and days, in hundredths.

Pure. Three lengths to choose from, so that days to come do not crush the next hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NEXT, SHIFT, ALL = "4h", "shift", "all"
CHOICES: dict[str, Promise] = {
    NEXT: _("Next 4 h"),
    SHIFT: _("This shift"),
    ALL: _("All"),
}
BEFORE, AHEAD = 90 * MINUTE, 4 * HOUR  # of the short one
BEHIND = 6 * HOUR  # of the long one; older is on the pages of the orders
LEAST = 6 * HOUR  # so long is what shows all
FLAG = 24  # pixels left of the first thing: the hour of now has room there
EVERY = (1, 2, 3, 6, 12, 24, 48, 168)  # hours from one label to the next
LABEL_NEEDS = 46  # pixels
EDGE = 19  # pixels that the middle of a label keeps from both ends
DAY_HOURS = 24


@dataclass(frozen=True)
class Tick:
    """A whole hour, or the beginning of a day; without a label only a line."""

    x: str
    label: str
    day: bool = False


@dataclass(frozen=True)
class Axis:
    """`room`: pixels of a usual row, which say what is too narrow to be seen."""

    name: str
    start: datetime
    end: datetime
    now: datetime
    zone: ZoneInfo
    room: int

    @property
    def minutes(self) -> int:
        return (self.end - self.start) // MINUTE

    @property
    def is_long(self) -> bool:
        """Longer than a shift: what is short is drawn together."""
        return self.end - self.start > 16 * HOUR

    def at(self, instant: datetime) -> float:
        """Hundredths of the width, from 0 to 100."""
        share = (instant - self.start) / (self.end - self.start) * 100
        return min(100.0, max(0.0, share))

    def of(self, pixels: float) -> float:
        """So many pixels of a usual row, in hundredths."""
        return pixels / self.room * 100

    def holds(self, instant: datetime | None) -> bool:
        return instant is not None and self.start <= instant < self.end

    @property
    def now_x(self) -> str:
        return f"{self.at(self.now):.2f}%"

    def ticks(self) -> Iterator[Tick]:
        """Lines at whole hours on the unit's clock; labels where they have room."""
        every = next((n for n in EVERY if self._pixels(n) >= LABEL_NEEDS), EVERY[-1])
        at = self.start.astimezone(self.zone).replace(minute=0, second=0, microsecond=0)
        while (at := at + HOUR) < self.end:
            day = at.hour == 0
            if not day and (at.hour % every or every >= DAY_HOURS):
                continue
            yield Tick(f"{self.at(at):.2f}%", self._label(at, day), day)

    def _pixels(self, hours: int) -> float:
        return hours * HOUR / (self.end - self.start) * self.room

    def _label(self, at: datetime, day: bool) -> str:
        near = abs(self.at(at) - self.at(self.now)) < self.of(LABEL_NEEDS)
        edge = self.of(EDGE)
        if near or not edge < self.at(at) < 100 - edge:
            return ""
        return f"{at:%m-%d}" if day else f"{at:%H:%M}"


def axis_of(
    name: str,
    *,
    now: datetime,
    zone: str,
    shift: tuple[datetime, datetime],
    last: datetime | None,
    room: int,
) -> Axis:
    """An unknown name is the short one. `last`: when all that is planned has ended."""
    name = name if name in CHOICES else NEXT
    here = ZoneInfo(zone)
    if name == SHIFT:
        start, end = shift
    elif name == ALL:
        start, end = now - BEHIND, max(last or now, now + LEAST) + HOUR / 2
    else:
        start, end = now - BEFORE, now + AHEAD
    return Axis(name, start, end, now, here, room)


def from_first(axis: Axis, begun: Iterable[datetime]) -> Axis:
    """What shows all begins with the first thing there is, not with empty hours."""
    if axis.name != ALL:
        return axis
    first = min((*begun, axis.now))
    room = (axis.end - first) * FLAG / (axis.room - FLAG)
    return replace(axis, start=max(axis.start, first - room))
