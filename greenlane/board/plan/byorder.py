"""The plan as a list: each open order with its window, its lines, and what holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from greenlane.board.plan.lanes import is_late
from greenlane.board.verbs import Verb, verb
from greenlane.core.actors import Actor
from greenlane.core.templatetags.times import moment
from greenlane.core.texts import listed
from greenlane.dispatch import queries
from greenlane.dispatch.known import Known
from greenlane.dispatch.models import Line, OrderPlan, Pin, Promise
from greenlane.dispatch.sentences import Told, crew_names, unplanned, why
from greenlane.work.models import Order


@dataclass(frozen=True)
class PlanLine:
    """A line with its sentence, what a dispatcher holds of it, and the two verbs."""

    line: Line
    crews: str
    why: str
    pin: Pin | None
    held: str
    hold: Verb | None
    let_go: Verb | None


@dataclass(frozen=True)
class OrderLines:
    """`late`: how much later than promised it is expected now, if it is.

    `end`: of its last line; `later`: lines that stand only on the page of the order.
    """

    order: Order
    plan: OrderPlan | None
    promise: Promise | None
    late: timedelta | None
    lines: tuple[PlanLine, ...]
    unplanned: tuple[Told, ...]
    end: datetime | None
    later: int


def by_order(
    actor: Actor,
    orders: Sequence[Order],
    lines: Iterable[Line],
    plans: Mapping[UUID, OrderPlan],
    pins: Mapping[UUID, Pin],
    names: Known,
    ends: Mapping[UUID, tuple[datetime, int]],
) -> Iterator[OrderLines]:
    """In the order of urgency. One query: what was promised."""
    mine: dict[UUID, list[Line]] = {}
    for line in lines:
        mine.setdefault(line.order_id, []).append(line)
    promises = queries.promises_of(orders)
    for order in orders:
        plan, promise = plans.get(order.pk), promises.get(order.pk)
        here, (end, count) = mine.get(order.pk, []), ends.get(order.pk, (None, 0))
        yield OrderLines(
            order,
            plan,
            promise,
            drift(plan, promise),
            tuple(
                plan_line(line, pins.get(line.task_id), names, actor) for line in here
            ),
            tuple(unplanned(plan, names)) if plan else (),
            end,
            max(0, count - len(here)),
        )


def drift(plan: OrderPlan | None, promise: Promise | None) -> timedelta | None:
    """How much later than the promised P80 it is expected; None where it is kept."""
    if plan is None or promise is None or plan.p80_at is None:
        return None
    return plan.p80_at - promise.p80_at if is_late(plan, promise) else None


def plan_line(line: Line, pin: Pin | None, names: Known, actor: Actor) -> PlanLine:
    """The two verbs only for whoever plans."""
    hold = verb(line.order, "dispatch.pin_task", actor, **_as_planned(line))
    let_go = verb(line.order, "dispatch.unpin_task", actor, task=line.task_id)
    return PlanLine(
        line,
        crew_names(line),
        why(line, names),
        pin,
        _held(pin) if pin else "",
        hold if hold and hold.mine and pin is None and not line.fixed else None,
        let_go if let_go and let_go.mine and pin is not None else None,
    )


def _as_planned(line: Line) -> dict[str, object]:
    """The form begins with the first crew that the plan has for it."""
    crew = next(iter(line.crews.all()), None)
    if crew is None:
        return {"task": line.task_id}
    return {"task": line.task_id, "team": crew.team_id, "person": crew.person_id}


def _held(pin: Pin) -> str:
    """What is held, and why, in a few words."""
    found = [str(each) for each in (pin.team, pin.person, pin.behind) if each]
    if pin.start_at:
        found.append(moment(pin.start_at))
    return listed([*found, pin.reason] if pin.reason else found)
