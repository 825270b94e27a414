"""The lines of a new plan against those that stand: only what differs is written.

Seven hundred lines written anew at each of thousands of actuals a day would be millions
of rows; and whoever reads the changes would find his among hundreds that are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from greenlane.core import written
from greenlane.core.models import Unit
from greenlane.dispatch.models import Line, LineChange, LineCrew, OrderPlan, Revision
from greenlane.dispatch.sheet import Sheet, SheetLine, SheetOrder
from greenlane.work.models import Task
from greenlane.workforce import crewkeys

NOTED = timedelta(minutes=5)  # a start that moves by less is no news to anybody
KEPT = timedelta(days=7)  # changes are news; older ones are in the revisions
_OF_A_LINE = ("start_at", "end_at", "leave_at", "fixed", "why", "about")
_OF_AN_ORDER = (
    "earliest_at", "end_at", "p50_at", "p80_at", "holds", "shorten", "unplanned",
)  # fmt: skip


@dataclass
class Changed:
    """How many tasks changed for people, and the orders whose pages tell otherwise."""

    count: int = 0
    orders: set[UUID] = field(default_factory=set)


def write(unit: Unit, new: Sheet, revision: Revision, *, at: datetime) -> Changed:
    """Lines, crews, changes and orders of this unit become those of the sheet."""
    old = {line.task_id: line for line in Line.objects.filter(unit=unit)}
    crews = _crews(unit)
    wanted = _still_open(unit, new.lines)
    found = Changed()
    changes = [*_gone(old, crews, wanted, revision, at)]
    for key, line in wanted.items():
        told = _changed(old.get(key), crews.get(key, ()), line, revision, at)
        changes += [told] if told else []
    found.count = len(changes)
    found.orders = {each.order_id for each in changes}
    _rows(unit, old, crews, wanted, revision, found)
    for each in changes:
        each.unit = unit
    written.insert(changes)
    LineChange.objects.filter(unit=unit, at__lt=at - KEPT).delete()
    _orders(unit, new.orders, revision.number, found)
    return found


def _still_open(unit: Unit, lines: Iterable[SheetLine]) -> dict[UUID, SheetLine]:
    """What was finished or dropped while the plan was made is in it no more."""
    rows = Task.objects.filter(
        unit=unit, finished_at__isnull=True, dropped_at__isnull=True, order__ended=False
    )
    still = dict(rows.values_list("pk", "order"))
    return {x.task: x for x in lines if still.get(x.task) == x.order}


def _crews(unit: Unit) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, list[str]] = {}
    rows = LineCrew.objects.filter(unit=unit)
    for task, team, person in rows.values_list("line__task", "team", "person"):
        found.setdefault(task, []).append(crewkeys.of(team=team, person=person))
    return {task: tuple(sorted(keys)) for task, keys in found.items()}


def _gone(
    old: Mapping[UUID, Line],
    crews: Mapping[UUID, tuple[str, ...]],
    wanted: Mapping[UUID, SheetLine],
    revision: Revision,
    at: datetime,
) -> Iterable[LineChange]:
    """Planned before, not planned now: only if the task itself is still to be done."""
    gone = [line for key, line in old.items() if key not in wanted]
    undone = set(
        Task.objects.filter(
            pk__in=[line.task_id for line in gone],
            finished_at__isnull=True,
            dropped_at__isnull=True,
            order__ended=False,
        ).values_list("pk", flat=True)
    )
    for line in gone:
        if line.task_id in undone and not line.fixed:
            yield LineChange(
                task_id=line.task_id, order_id=line.order_id, at=at,
                revision=revision.number, cause=revision.cause,
                crews_before=" ".join(crews.get(line.task_id, ())),
                start_before=line.start_at, why="unplanned",
            )  # fmt: skip


def _changed(
    old: Line | None,
    crews: tuple[str, ...],
    line: SheetLine,
    revision: Revision,
    at: datetime,
) -> LineChange | None:
    """A change that somebody should hear of; None where nothing differs for people."""
    now = tuple(sorted(line.crews))
    if line.fixed:
        return None  # it began: that was told already, by whoever began it
    same = old is not None and crews == now
    if same and old and abs(old.start_at - line.start_at) < NOTED:
        return None
    return LineChange(
        task_id=line.task, order_id=line.order, at=at,
        revision=revision.number, cause=revision.cause,
        crews_before=" ".join(crews), crews=" ".join(now),
        start_before=old.start_at if old else None, start_at=line.start_at,
        why=line.why, about=line.about,
    )  # fmt: skip


def _rows(
    unit: Unit,
    old: Mapping[UUID, Line],
    crews: Mapping[UUID, tuple[str, ...]],
    wanted: Mapping[UUID, SheetLine],
    revision: Revision,
    found: Changed,
) -> None:
    Line.objects.filter(
        pk__in=[line.pk for key, line in old.items() if key not in wanted]
    ).delete()
    added: list[Line] = []
    mended: list[Line] = []
    crewed: list[tuple[Line, tuple[str, ...]]] = []
    for key, line in wanted.items():
        row = old.get(key) or Line(unit=unit, task_id=key, order_id=line.order)
        differs = any(getattr(row, name) != getattr(line, name) for name in _OF_A_LINE)
        if differs or row._state.adding:
            for name in _OF_A_LINE:
                setattr(row, name, getattr(line, name))
            row.revision = revision.number
            found.orders.add(row.order_id)
            (added if row._state.adding else mended).append(row)
        if crews.get(key, ()) != tuple(sorted(line.crews)):
            crewed.append((row, line.crews))
    written.insert(added)
    written.update(mended, *_OF_A_LINE, "revision")
    known = [row.pk for row, _crews in crewed if row.task_id in old]
    LineCrew.objects.filter(line__in=known).delete()
    written.insert(
        LineCrew(unit=unit, line=row, **_crew(key))
        for row, keys in crewed
        for key in sorted(set(keys))
    )


def _crew(key: str) -> dict[str, UUID]:
    kind, pk = crewkeys.parted(key)
    return {f"{kind}_id": UUID(pk)}


def _orders(
    unit: Unit, orders: Iterable[SheetOrder], number: int, found: Changed
) -> None:
    old = {each.order_id: each for each in OrderPlan.objects.filter(unit=unit)}
    wanted = {each.order: each for each in orders}
    OrderPlan.objects.filter(unit=unit).exclude(order__in=wanted).delete()
    added: list[OrderPlan] = []
    mended: list[OrderPlan] = []
    for key, told in wanted.items():
        row = old.get(key) or OrderPlan(unit=unit, order_id=key)
        said = {name: getattr(told, name) for name in _OF_AN_ORDER}
        said |= {name: list(said[name]) for name in ("holds", "shorten", "unplanned")}
        if key in old and all(getattr(row, n) == said[n] for n in _OF_AN_ORDER):
            continue
        for name, value in said.items():
            setattr(row, name, value)
        row.revision = number
        (mended if key in old else added).append(row)
        found.orders.add(key)
    written.insert(added)
    written.update(mended, *_OF_AN_ORDER, "revision")
