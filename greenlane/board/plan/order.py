"""The plan of one order: the earliest, what was promised, what holds it, what helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from greenlane.board.plan.byorder import PlanLine, drift, plan_line
from greenlane.board.verbs import Verb, verb
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.dispatch import queries
from greenlane.dispatch.known import known
from greenlane.dispatch.lines import lines_around, lines_of_order
from greenlane.dispatch.models import LineChange, OrderPlan, Promise, UnitPlan
from greenlane.dispatch.sentences import (
    Told,
    changed,
    holds,
    outside,
    shorten,
    unplanned,
)
from greenlane.work.models import Order

LATELY = timedelta(hours=12)
FEW = 5  # changes that are said on the page of an order


@dataclass(frozen=True)
class Said:
    """One change, and when it was told."""

    change: LineChange
    told: Told


@dataclass(frozen=True)
class OrderBlock:
    """`late`: how much later than promised P80 it is expected now."""

    standing: UnitPlan
    plan: OrderPlan | None
    promise: Promise | None
    late: timedelta | None
    end: datetime | None
    holds: tuple[Told, ...]
    outside: tuple[Told, ...]  # of these, what is no task of the order itself
    shorten: tuple[Told, ...]
    unplanned: tuple[Told, ...]
    changes: tuple[Said, ...]
    lines: tuple[PlanLine, ...]
    again: Verb | None


def order_block(order: Order, actor: Actor) -> OrderBlock | None:
    """None before the first plan of the unit, and for an order that it never had."""
    standing = queries.plan_of(order.unit)
    if standing is None or not standing.number:
        return None
    lines = lines_of_order(order)
    plan = queries.plans_of([order]).get(order.pk)
    promise = queries.promises_of([order]).get(order.pk)
    if not lines and plan is None and promise is None:
        return None
    changes = queries.changes_of_order(order, clock.now() - LATELY)[:FEW]
    around = lines_around(lines, changes)
    names = known(around, changes, [plan] if plan else [])
    pins = queries.pins_of([line.task_id for line in lines])
    again = verb(order, "dispatch.promise_again", actor)
    return OrderBlock(
        standing,
        plan,
        promise,
        drift(plan, promise),
        (plan.end_at if plan else None) or (lines[-1].end_at if lines else None),
        tuple(holds(plan, names)) if plan else (),
        tuple(outside(plan, names)) if plan else (),
        tuple(shorten(plan, names)) if plan else (),
        tuple(unplanned(plan, names)) if plan else (),
        tuple(Said(each, changed(each, names)) for each in changes),
        tuple(plan_line(x, pins.get(x.task_id), names, actor) for x in lines),
        again if again and again.mine and plan and plan.p80_at else None,
    )
