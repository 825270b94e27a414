"""Material and equipment of an order: what it takes, what lies there, what is coming.

The house counts by kind, for a whole unit; it sets nothing aside for one order. So a
row says what the tasks take and what was last counted, and promises nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from greenlane.core.texts import said_as
from greenlane.dispatch.models import OrderPlan
from greenlane.dispatch.stock import on_the_way, stock_of
from greenlane.work.models import Order, Task


@dataclass(frozen=True)
class Coming:
    """So many that the unit expects, whoever gets them."""

    amount: int
    due_at: datetime


@dataclass(frozen=True)
class Material:
    """One kind. `taken`: by tasks that have begun. `counted` is None if nobody did."""

    name: str
    needed: int
    taken: int
    counted: int | None
    counted_at: datetime | None
    came: int  # since it was counted
    coming: tuple[Coming, ...]
    reserve: tuple[int, datetime | None] | None  # the plan proposes: so many, until

    @property
    def left(self) -> int:
        return self.needed - self.taken


@dataclass(frozen=True)
class Materials:
    rows: tuple[Material, ...]
    equipment: tuple[tuple[str, int], ...]  # what its open tasks use, at most at once

    @property
    def open(self) -> int:
        return sum(1 for row in self.rows if row.left)


def materials_of(
    order: Order, tasks: Sequence[Task], plan: OrderPlan | None
) -> Materials:
    """Two queries, none where no task takes anything."""
    kept = [task for task in tasks if not task.dropped_at]
    needed: dict[str, list[int]] = {}
    for task in kept:
        gone = bool(task.finished_at or task.stints.all())
        for item, amount in task.amounts_of("takes"):
            row = needed.setdefault(item, [0, 0])
            row[0] += amount
            row[1] += amount if gone else 0
    uses: dict[str, int] = {}
    for task in kept:
        if not task.finished_at:
            for kind, count in task.amounts_of("uses"):
                uses[kind] = max(count, uses.get(kind, 0))
    return Materials(
        tuple(_rows(order, needed, plan)) if needed else (),
        tuple((str(said_as("equipment", kind)), count) for kind, count in uses.items()),
    )


def _rows(
    order: Order, needed: Mapping[str, Sequence[int]], plan: OrderPlan | None
) -> Iterator[Material]:
    counts = stock_of(order.unit, needed)
    ways = on_the_way(order.unit, needed)
    proposed = dict(_proposed(plan.shorten)) if plan else {}
    for item, (all_, taken) in needed.items():
        count = counts.get(item)
        mine = [each for each in ways if each.item == item]
        yield Material(
            str(said_as("item", item)),
            all_,
            taken,
            count.amount if count else None,
            count.counted_at if count else None,
            sum(
                each.came or 0
                for each in mine
                if count and each.arrived_at and each.arrived_at > count.counted_at
            ),
            tuple(
                Coming(each.amount, each.due_at)
                for each in mine
                if each.arrived_at is None
            ),
            proposed.get(item),
        )


def _proposed(
    shorten: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[str, tuple[int, datetime | None]]]:
    for each in shorten:
        if each.get("kind") == "reserve":
            until = parse_datetime(str(each.get("until", "")))
            yield str(each["key"]), (int(each["amount"]), until)
