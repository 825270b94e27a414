"""The plan as a picture: a row for each crew, minutes to scale, drawn by the server.

Positions are hundredths of the width, so it fits every screen and needs no script. It
is hidden from screen readers: the list below it says the same by order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from greenlane.board.plan.short import short_numbers
from greenlane.core.templatetags.times import moment
from greenlane.dispatch.known import Known
from greenlane.dispatch.models import Line, LineCrew, Pin
from greenlane.dispatch.sentences import why

HOURS = (6, 12, 24, 48)
BEFORE = timedelta(minutes=60)  # of what is past, so much is shown
IDLE = timedelta(minutes=90)  # who has nothing for longer is free, and waits for nobody
ROOM, LETTER = 820, 7  # pixels of a usual row, and of a letter: so much is written in
_NAMED = frozenset({"task", "area", "pool", "stock", "release"})
_EVERY = {6: 1, 12: 1, 24: 2, 48: 6}  # hours between two marks


@dataclass(frozen=True)
class Bar:
    """Work, from `x` on; `way` and `wait` are drawn before it, where there are any."""

    kind: str  # work, plan
    x: str
    width: str
    label: str
    title: str
    number: str
    way: tuple[str, str] | None
    wait: tuple[str, str] | None
    pinned: bool


@dataclass(frozen=True)
class CrewRow:
    name: str
    bars: tuple[Bar, ...]
    later: int  # lines that begin beyond the right edge


@dataclass(frozen=True)
class Timeline:
    rows: tuple[CrewRow, ...]
    marks: tuple[tuple[str, str], ...]
    now: str
    hours: int


def timeline(
    lines: Sequence[Line],
    pins: Mapping[UUID, Pin],
    names: Known,
    *,
    now: datetime,
    hours: int,
    zone: str,
    room: int = ROOM,
) -> Timeline:
    """Crews with most work first to begin on top, as the plan has them."""
    hours = hours if hours in HOURS else HOURS[1]
    start = now - BEFORE
    scale = _Scale(start, start + timedelta(hours=hours))
    by_crew: dict[str, list[Line]] = {}
    called: dict[str, LineCrew] = {}
    for line in lines:
        for crew in line.crews.all():
            by_crew.setdefault(crew.key, []).append(line)
            called[crew.key] = crew
    short = short_numbers(line.order for line in lines)
    rows = [
        CrewRow(
            str(called[key].team or called[key].person),
            tuple(_bars(mine, scale, pins, names, short, room)),
            sum(line.start_at >= scale.end for line in mine),
        )
        for key, mine in by_crew.items()
    ]
    rows.sort(key=lambda row: row.name)
    return Timeline(
        tuple(rows),
        tuple(_marks(scale, now, hours, ZoneInfo(zone), room)),
        scale.x(now),
        hours,
    )


class _Scale:
    def __init__(self, start: datetime, end: datetime) -> None:
        self.start, self.end = start, end

    def at(self, instant: datetime) -> float:
        share = (instant - self.start) / (self.end - self.start) * 100
        return min(100.0, max(0.0, share))

    def x(self, instant: datetime) -> str:
        return f"{self.at(instant):.2f}%"

    def part(self, start: datetime, end: datetime) -> tuple[str, str] | None:
        """(x, width) of a stretch; none where nothing of it is seen."""
        left, right = self.at(start), self.at(end)
        return (f"{left:.2f}%", f"{right - left:.2f}%") if right > left else None


def _bars(
    lines: Sequence[Line],
    scale: _Scale,
    pins: Mapping[UUID, Pin],
    names: Known,
    short: Mapping[UUID, str],
    room: int,
) -> Iterator[Bar]:
    free = scale.start
    for line in lines:
        leave = line.leave_at or line.start_at
        part = scale.part(line.start_at, line.end_at)
        idle = timedelta() < leave - free <= IDLE and free > scale.start
        if part:
            yield Bar(
                kind="work" if line.fixed else "plan",
                x=part[0],
                width=part[1],
                label=_fitting(short[line.order_id], part[1], room),
                title=_title(line, names),
                number=line.order.number,
                way=scale.part(leave, line.start_at),
                wait=scale.part(free, leave) if idle and line.why in _NAMED else None,
                pinned=line.task_id in pins,
            )
        free = max(free, line.end_at)


def _fitting(label: str, width: str, room: int) -> str:
    """Nothing rather than half a number."""
    return label if float(width[:-1]) / 100 * room >= LETTER * len(label) + 6 else ""


def _title(line: Line, names: Known) -> str:
    """What a pointer that rests on the bar is told."""
    facts = {
        "number": line.order.number,
        "site": line.order.site,
        "task": line.task,
        "start": moment(line.start_at),
        "end": moment(line.end_at),
    }
    says = _("%(start)s – %(end)s · %(task)s · %(site)s · %(number)s") % facts
    return "\n".join(each for each in (says, why(line, names)) if each)


def _marks(
    scale: _Scale, now: datetime, hours: int, zone: ZoneInfo, room: int
) -> Iterable[tuple[str, str]]:
    """Whole hours on the unit's clock; the edges and the clock keep their room."""
    step = _EVERY[hours]
    at = scale.start.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    while (at := at + timedelta(hours=1)) < scale.end:
        clear = abs(scale.at(at) - scale.at(now)) > 5 * ROOM / room
        if at.hour % step == 0 and 2 < scale.at(at) < 98 and clear:
            yield scale.x(at), f"{at:%H:%M}"
