"""Lines of the plans, for the pages: each list in a few questions, however long it is.

Nothing here asks the engine, and nothing here is a word of a person: a line proposes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from greenlane.core.attached import attach, keys_of
from greenlane.core.models import Unit
from greenlane.core.prepared import prepared
from greenlane.dispatch.models import Line, LineChange, LineCrew
from greenlane.work.models import Order
from greenlane.workforce import crewkeys


def lines_of_unit(unit: Unit) -> list[Line]:
    """Every line that stands, by start. Three queries."""
    return _whole(_standing().filter(unit=unit))


def lines_of_order(order: Order) -> list[Line]:
    """The lines of one order, by start. Two queries."""
    found = _lines_of(order.pk) if not order.ended else []
    for line in found:
        line.order = order
    attach(found, "crews", _crews(keys_of(found)), by="line_id")
    return found


@prepared
def _lines_of(order: UUID) -> QuerySet[Line]:
    still = Line.objects.filter(task__finished_at=None, task__dropped_at=None)
    rows = still.filter(order=order).select_related("task")
    return rows.order_by("start_at", "pk")


@prepared
def _crews(lines: tuple[UUID, ...]) -> QuerySet[LineCrew]:
    rows = LineCrew.objects.filter(line__in=lines).order_by("pk")
    return rows.select_related("team", "person")


def lines_of_orders(orders: Collection[UUID], *, most: int) -> list[Line]:
    """The lines of these orders, by start. Three queries."""
    return _whole(_standing().filter(order__in=list(orders))[:most]) if orders else []


def next_lines(orders: Collection[UUID]) -> dict[UUID, Line]:
    """Order → its line that begins next and does not run yet. Three queries."""
    mine = Line.objects.filter(
        order=OuterRef("order"),
        fixed=False,
        task__finished_at=None,
        task__dropped_at=None,
    )
    first = mine.order_by("start_at", "pk").values("pk")[:1]
    rows = _standing().filter(order__in=list(orders), pk=Subquery(first))
    return {line.order_id: line for line in _whole(rows)}


def lines_between(unit: Unit, until: datetime, *, most: int) -> list[Line]:
    """The lines of the unit that begin before then, by start. Three queries."""
    return _whole(_standing().filter(unit=unit, start_at__lt=until)[:most])


def lines_of_crew(keys: Collection[str]) -> list[Line]:
    """The lines of these crews, by start. Three queries."""
    mine = LineCrew.objects.filter(_among(keys)).values("line")
    return _whole(_standing().filter(pk__in=mine)) if keys else []


def lines_of_tasks(tasks: Collection[UUID]) -> list[Line]:
    """The lines of these tasks, by start. Three queries."""
    return _whole(_lines_for(tuple(tasks)))


@prepared
def _lines_for(tasks: tuple[UUID, ...]) -> QuerySet[Line]:
    return _standing().filter(task__in=tasks)


def lines_around(
    lines: Iterable[Line], changes: Iterable[LineChange] = ()
) -> list[Line]:
    """The same, and those of other tasks that bind one of them. Three queries."""
    known = list(lines)
    told = [line.about for line in known] + [each.about for each in changes]
    named = {word for text in told for word in text.split() if ":" not in word}
    others = [UUID(word) for word in named if _is_key(word)]
    mine = {line.task_id for line in known}
    return [*known, *lines_of_tasks([key for key in others if key not in mine])]


def _is_key(word: str) -> bool:
    try:
        UUID(word)
    except ValueError:
        return False  # equipment and material have names of their own
    return True


def _whole(rows: Iterable[Line]) -> list[Line]:
    """Each with its crews and its order. Thousands of lines are of a few dozen orders:
    an order is read once, and not with each of its lines."""
    found = list(rows)
    attach(found, "crews", _crews(keys_of(found)), by="line_id")
    keys = tuple(dict.fromkeys(line.order_id for line in found))
    orders = {order.pk: order for order in _orders_with_site(keys)}
    for line in found:
        line.order = orders[line.order_id]
    return found


@prepared
def _orders_with_site(keys: tuple[UUID, ...]) -> QuerySet[Order]:
    return Order.objects.filter(pk__in=keys).select_related("site", "unit")


def _standing() -> QuerySet[Line]:
    """What was done, dropped or called off since the plan was made is in it no more."""
    still = Line.objects.filter(
        task__finished_at=None, task__dropped_at=None, order__ended=False
    )
    return still.select_related("task").order_by("start_at", "pk")


def _among(keys: Iterable[str]) -> Q:
    found: dict[str, list[str]] = {crewkeys.TEAM: [], crewkeys.PERSON: []}
    for key in keys:
        kind, pk = crewkeys.parted(key)
        found.setdefault(kind, []).append(pk)
    return Q(team__in=found[crewkeys.TEAM]) | Q(person__in=found[crewkeys.PERSON])
