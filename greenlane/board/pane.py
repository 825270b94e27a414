"""One order beside the list: what holds it, what would help, the next step, the gates.

The same as on its page, and no more than fits beside the list; the page says the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from greenlane.board.gatelist import Checklist, GateRow, acts_of, checklist_of
from greenlane.board.journal import Line, newest
from greenlane.board.listing import Clock
from greenlane.board.nextstep import next_step
from greenlane.board.pages import scene_of
from greenlane.board.picture import Sums
from greenlane.board.plan.byorder import drift
from greenlane.board.points import PointPage, clock_for, point_pages
from greenlane.board.ribbon import Axis, Ribbon, ribbon_of, zero_of
from greenlane.board.slack import Slack, slack_of
from greenlane.board.verbs import Verb, verb
from greenlane.board.whose import Next, reader
from greenlane.board.words import MISSIONS, word
from greenlane.connections.models import Connection
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.templatetags.times import span
from greenlane.dispatch import queries as plans
from greenlane.dispatch.known import known
from greenlane.dispatch.models import OrderPlan, Promise
from greenlane.dispatch.sentences import Told, shorten
from greenlane.safety.closure import closure
from greenlane.work import queries
from greenlane.work.labels import LABELS, label
from greenlane.work.models import Order, StopWork, Task

FEW = 5  # sentences of the journal
FULL = 3  # open gates that are said in full
ENERGISE = ("energise", "transfer_supply")


@dataclass(frozen=True)
class Gates:
    """Of the act that brings the light: what is open is said, the rest is counted."""

    checks: Checklist
    open: tuple[GateRow, ...]
    later: tuple[GateRow, ...]
    passed: tuple[str, ...]


@dataclass(frozen=True)
class Expected:
    """What the plan says of it; `late`: so much after what was promised."""

    plan: OrderPlan | None
    promise: Promise | None
    late: timedelta | None
    slack: Slack | None
    help: Told | None


@dataclass(frozen=True)
class Pane:
    order: Order
    label: str
    step: int
    beside: tuple[str, ...]
    mission: str
    sheet: Connection | None
    clock: Clock | None
    points: tuple[PointPage, ...]
    stops: Sequence[StopWork]
    expected: Expected
    next: Next | None
    stop: Verb | None
    gates: Gates | None
    ribbon: Ribbon | None
    axis: Axis | None
    took: str  # how long the ledger of the point that waits longest is
    sums: Sums | None
    journal: Sequence[Line]


def pane_of(actor: Actor, number: str) -> Pane:
    """Raises NotFound for an order of elsewhere."""
    order = queries.order_detail(actor, number)
    tasks, mark, now = queries.tasks(order), label(order), clock.now()
    points = queries.points_of(order)
    stops = queries.open_stops(order.pk, order.site_id, closure(order))
    coming = checklist_of(order, tasks, actor)
    scene = replace(scene_of(order, tasks, points, coming, stops), me=reader(actor))
    told = expected(order, now=now) if scene.held else Expected(*[None] * 5)
    shown = tuple(point_pages(order, points, now))
    first = next((p for p in shown if p.held), next(iter(shown), None))
    ribbon, axis = drawn(order, first, told.plan)
    return Pane(
        order=order,
        label=str(LABELS[mark.code]),
        step=mark.step,
        beside=tuple(str(LABELS[code]) for code in mark.beside),
        mission=word(MISSIONS, order.mission),
        sheet=scene.sheet,
        clock=clock_for(order, points, now=now),
        points=shown,
        stops=stops,
        expected=told,
        next=next_step(scene, actor),
        stop=verb(order, "work.stop_work", actor),
        gates=gates_of(order, tasks, actor, coming) if scene.held else None,
        ribbon=ribbon,
        axis=axis,
        took=span(first.time.elapsed) if first else "",
        sums=first.sums if first else None,
        journal=newest(order, FEW),
    )


def expected(order: Order, *, now: datetime) -> Expected:
    plan = plans.plans_of([order]).get(order.pk)
    promise = plans.promises_of([order]).get(order.pk)
    names = known(plans=[plan] if plan else [])
    helps = shorten(plan, names) if plan else []
    slack = slack_of(order, plan, now=now)
    return Expected(
        plan if plan and plan.p80_at else None,
        promise,
        drift(plan, promise),
        slack,
        next(iter(helps), None),
    )


def gates_of(
    order: Order, tasks: Sequence[Task], actor: Actor, coming: Checklist | None
) -> Gates | None:
    """Before the light; where no act of the order brings it, before what comes next."""
    acts = acts_of(tasks)
    wanted = next((act for act in ENERGISE if act in acts), "")
    checks = coming
    if wanted and (coming is None or coming.kind != wanted):
        checks = checklist_of(order, tasks, actor, wanted=wanted)
    if checks is None:
        return None
    lacking = tuple(row for row in checks.rows if row.lacks)
    passed = tuple(row.name for row in checks.rows if not row.lacks)
    return Gates(checks, lacking[:FULL], lacking[FULL:], passed)


def drawn(
    order: Order, point: PointPage | None, plan: OrderPlan | None
) -> tuple[Ribbon | None, Axis | None]:
    """The ledger on an axis of its own: from the request to what is expected."""
    if point is None or not point.time.pieces:
        return None, None
    zero, first = zero_of(order), order.requested_at + timedelta(minutes=1)
    until = order.requested_at + point.time.elapsed
    lit = point.held is None
    late = plan.p80_at if plan and plan.p80_at and not lit else until
    axis = Axis(order.requested_at - zero, max(until, late, first) - zero, ())
    return ribbon_of(order, point.time, plan, axis, lit=lit), axis
