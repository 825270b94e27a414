"""The timeline of a unit, read and drawn: for the page of the plan, and the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from greenlane.board.plan import svg
from greenlane.board.plan.against import Against, against, ghosts, told
from greenlane.board.plan.axis import (
    ALL,
    CHOICES,
    NEXT,
    Axis,
    Tick,
    axis_of,
    from_first,
)
from greenlane.board.plan.crewsums import CrewSums, crew_sums
from greenlane.board.plan.drawing import Drawing, Row, draw
from greenlane.board.plan.lanes import Rows, crew_lanes, order_lanes
from greenlane.board.plan.short import short_numbers
from greenlane.board.plan.sorts import SORTS
from greenlane.core import clock
from greenlane.core.kept import kept
from greenlane.core.models import Unit
from greenlane.dispatch import pictured, queries
from greenlane.dispatch.known import Known, known
from greenlane.dispatch.lines import lines_between
from greenlane.dispatch.models import Line
from greenlane.dispatch.past import Past, crew_past
from greenlane.work.models import Order
from greenlane.work.queries import listed_at, moments_of

BY_CREW, BY_ORDER = "crew", "order"
WIDE, NARROW = 830, 300  # pixels of a usual row: on the page of the plan, on the board
MOST = 2500  # lines that are drawn


@dataclass(frozen=True)
class Asked:
    """What an address asks of the timeline; what it asks wrongly is left out.

    `moves`: the reader may hold tasks. `to`: where a bar leads, %s for its order.
    """

    axis: str = ""
    by: str = BY_CREW
    against: str = ""
    moves: bool = False
    room: int = WIDE
    to: str = "#order-%s"


@dataclass(frozen=True)
class DrawnRow:
    """`height` in pixels; `number` of the order that the name leads to, if any."""

    key: str
    name: str
    number: str
    short: str
    later: int
    height: int
    inside: SafeString


@dataclass(frozen=True)
class Timeline:
    """`legend`: sorts of waits that are seen.

    `zero`: minutes since 1970 at the left edge, for whoever moves a bar.
    """

    axis: Axis
    ticks: tuple[Tick, ...]
    rows: tuple[DrawnRow, ...]
    by: str
    legend: tuple[tuple[str, Promise], ...]
    sums: tuple[CrewSums, ...]
    against: Against
    lines: tuple[Line, ...]
    names: Known
    moves: bool

    @property
    def zero(self) -> int:
        return int(self.axis.start.timestamp()) // 60

    @property
    def choices(self) -> Mapping[str, Promise]:
        return CHOICES


def timeline(unit: Unit, asked: Asked) -> Timeline:
    """What was read a moment ago is told as it was then."""
    key = (unit.pk, get_language(), listed_at(), asked)
    return kept("timeline", key, lambda: _timeline(unit, asked), weight=20)


def _timeline(unit: Unit, asked: Asked) -> Timeline:
    """Some thirty queries, however many crews and orders there are."""
    now = clock.now()
    axis = axis_of(
        asked.axis,
        now=now,
        zone=unit.timezone,
        shift=pictured.shift_at(unit, now),
        last=pictured.last_end(unit) if asked.axis == ALL else None,
        room=asked.room,
    )
    crewed = asked.by != BY_ORDER
    plan = queries.plan_of(unit)
    lines = lines_between(unit, axis.end, most=MOST)
    compared = against(unit, asked.against, now=plan.number if plan else 0)
    says = axis.name == NEXT
    names = known(lines if says else (), compared.changes)
    names = replace(names, lines={line.task_id: line for line in lines})
    compared = told(compared, names)
    orders = queries.orders_of_unit(unit)
    rows = _rows(lines, names if says else None, compared, orders, crewed=crewed)
    if crewed:
        past = crew_past(unit, axis.start, now)
        rows, crews = _naming(rows, past), _crews(unit, lines, past)
        later = pictured.later_of(unit, axis.end)
        lanes = crew_lanes(rows, past, crews, later)
        sums = tuple(crew_sums(crews, past))
    else:
        times = {key: found for key, (found, _held) in moments_of(orders).items()}
        rows = replace(rows, tasks=pictured.tasks_by_key([x.pk for x in orders]))
        lanes, sums = order_lanes(rows, orders, times, axis.start), ()
    axis = from_first(axis, (did.start for lane in lanes for did in lane.did))
    drawing = draw(lanes, axis, crewed=crewed)
    return _drawn(drawing, sums, compared, lines, names, asked)


def _rows(
    lines: Sequence[Line],
    names: Known | None,
    compared: Against,
    orders: Sequence[Order],
    *,
    crewed: bool,
) -> Rows:
    by_task = {line.task_id: line for line in lines}
    return Rows(
        lines,
        names,
        queries.pins_of(list(by_task)),
        short_numbers(orders),
        queries.plans_of(orders),
        queries.promises_of(orders),
        pictured.ends_of(orders),
        ghosts=ghosts(compared.changes, by_task, crewed=crewed),
    )


def _naming(rows: Rows, past: Past) -> Rows:
    """Orders that ended meanwhile have a number too."""
    here = {line.order_id: line.order for line in rows.lines}
    some = {**here, **past.orders}
    known_tasks = {
        (order.pk, task.key): task
        for order in past.orders.values()
        for task in order.tasks.all()
    }
    short = {**short_numbers([*some.values()]), **rows.short}
    return replace(rows, short=short, tasks=known_tasks)


def _crews(unit: Unit, lines: Sequence[Line], past: Past) -> dict[str, str]:
    """Every team of the unit, and who goes alone and has something in the picture."""
    alone = {key: str(person) for key, person in past.people.items()}
    return alone | pictured.crews_of(unit, lines)


def _drawn(
    drawing: Drawing,
    sums: tuple[CrewSums, ...],
    compared: Against,
    lines: Sequence[Line],
    names: Known,
    asked: Asked,
) -> Timeline:
    axis = drawing.axis
    codes = tuple(code for code in SORTS if code in drawing.kinds)
    return Timeline(
        axis,
        tuple(axis.ticks()),
        tuple(_row(row, axis, asked) for row in drawing.rows),
        BY_CREW if drawing.crewed else BY_ORDER,
        tuple((code, SORTS[code]) for code in codes),
        sums,
        compared,
        tuple(lines),
        names,
        asked.moves,
    )


def _row(row: Row, axis: Axis, asked: Asked) -> DrawnRow:
    lane = row.lane
    inside = svg.inside(row, axis, moves=asked.moves, to=asked.to)
    return DrawnRow(
        lane.key,
        lane.name,
        lane.number,
        lane.short,
        lane.later,
        svg.height(row),
        inside,
    )
