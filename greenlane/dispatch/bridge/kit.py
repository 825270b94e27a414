"""Equipment and material as the engine knows them, out of the planner's register.

What nobody has counted is not asked for: a step that uses it is planned without. A
piece out of service stands in the plan as work of nobody, as long as it is out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min

from greenlane.core.models import Unit
from greenlane.dispatch.bridge.figures import Figures
from greenlane.dispatch.bridge.hours import AHEAD
from greenlane.dispatch.models import Arrival, Equipment, Outage, StockCount
from greenlane.planning.rows import Fixed, Stock
from greenlane.planning.rows import Task as Job
from greenlane.work.models import Stint, Task

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Kit:
    """`closures` and `closed` are outages with an end: tasks of no order, no line."""

    pools: tuple[tuple[str, int], ...]
    stocks: tuple[Stock, ...]
    closures: tuple[Job, ...] = ()
    closed: tuple[Fixed, ...] = ()

    def uses(self, task: Task) -> tuple[tuple[str, int], ...]:
        """Of what it uses, what the unit has counted."""
        known = {kind for kind, _count in self.pools}
        return tuple(each for each in task.amounts_of("uses") if each[0] in known)

    def takes(self, task: Task) -> tuple[tuple[str, int], ...]:
        """Of what it takes, what the unit has counted."""
        known = {stock.key for stock in self.stocks}
        return tuple(each for each in task.amounts_of("takes") if each[0] in known)


def kit(unit: Unit, with_: Figures, *, zero: datetime) -> Kit:
    """What there is now, what is out, and what is on its way."""
    rows = Equipment.objects.filter(unit=unit, replaced_at__isnull=True)
    pools = dict(rows.order_by("kind").values_list("kind", "count"))
    spare = dict(pools)
    closures, closed = [], []
    out = Outage.objects.filter(unit=unit, kind__in=pools, found_at__isnull=True)
    for each in out.order_by("starts_at", "id"):
        count = min(each.count, spare[each.kind])
        spare[each.kind] -= count
        begin = max(0, (each.starts_at - zero) // _MINUTE)
        if each.back_at is None and not begin:
            pools[each.kind] -= count  # gone, as far as anybody knows
        elif count:
            key, uses = str(each.pk), ((each.kind, count),)
            end = _end(each, with_, zero)
            closures.append(Job(key, max(0, end - begin), uses=uses, release=begin))
            closed.append(Fixed(key, begin))
    stocks = _stocks(unit, with_, zero)
    return Kit(tuple(pools.items()), stocks, tuple(closures), tuple(closed))


def _end(outage: Outage, with_: Figures, zero: datetime) -> int:
    """An end that has passed is put off again and again; without one there is none."""
    if outage.back_at is None:
        return max(0, (outage.starts_at - zero) // _MINUTE) + AHEAD
    end = -((zero - outage.back_at) // _MINUTE)
    return end if end > 0 else with_.unknown


def _stocks(unit: Unit, with_: Figures, zero: datetime) -> tuple[Stock, ...]:
    counts: dict[str, StockCount] = {}
    for row in StockCount.objects.filter(unit=unit).order_by("counted_at", "id"):
        counts[row.item] = row
    if not counts:
        return ()
    taken = _taken(unit, counts.values())
    came: dict[str, int] = {}
    coming: dict[str, list[tuple[int, int]]] = {}
    for each in Arrival.objects.filter(unit=unit, item__in=counts).order_by("due_at"):
        if each.arrived_at is None:
            due = -((zero - each.due_at) // _MINUTE)
            late = due if due > 0 else with_.unknown
            coming.setdefault(each.item, []).append((late, each.amount))
        elif each.arrived_at > counts[each.item].counted_at:
            came[each.item] = came.get(each.item, 0) + (each.came or 0)
    found = []
    for item, count in sorted(counts.items()):
        here = count.amount + came.get(item, 0) - taken.get(item, 0)
        now = [(0, here)] if here > 0 else []
        found.append(Stock(item, tuple(now + sorted(coming.get(item, [])))))
    return tuple(found)


def _taken(unit: Unit, counts: Iterable[StockCount]) -> dict[str, int]:
    """What tasks have taken that began after the last count of the item."""
    since = {each.item: each.counted_at for each in counts}
    rows = Task.objects.filter(unit=unit).exclude(takes="")
    begun = dict(
        Stint.objects.current()
        .filter(task__in=rows)
        .values("task")
        .annotate(begun=Min("happened_at"))
        .values_list("task", "begun")
    )
    found: dict[str, int] = {}
    for task in rows:
        at = begun.get(task.pk) or task.finished_at
        for item, amount in task.amounts_of("takes"):
            if at is not None and item in since and at > since[item]:
                found[item] = found.get(item, 0) + amount
    return found
