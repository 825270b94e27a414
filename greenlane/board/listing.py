"""Orders as lanes: what each waits for and since when, all at the price of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import get_language

from greenlane.board.beside import NOTHING_OWED, Beside, Owed, beside, said_next
from greenlane.board.laneact import acts
from greenlane.board.ribbon import Axis, Ribbon, axis_of, ribbon_of, zero_of
from greenlane.board.slack import Slack, slack_of
from greenlane.board.steps import Steps, steps_of
from greenlane.board.verbs import Verb
from greenlane.board.words import MISSIONS, word
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.dispatch.models import OrderPlan
from greenlane.places.models import Supply
from greenlane.places.queries import states_now
from greenlane.places.supply import LIT, whole
from greenlane.work import queries
from greenlane.work.labels import LABELS, label
from greenlane.work.ledger import Holding, Ledger
from greenlane.work.models import Order
from greenlane.work.naming import called, said

OVER = frozenset({"closed", "cancelled", "merged"})


@dataclass(frozen=True)
class Clock:
    """How long it was dark (dark, lit), or how long until light is needed (ahead)."""

    kind: str
    length: timedelta


@dataclass(frozen=True)
class Lane:
    """One order in the list. `group` is person, moving or rest."""

    order: Order
    label: str
    step: int
    beside: tuple[str, ...]
    stopped: str  # why, where a stop stands
    mission: str
    lamp: str
    lamp_word: str
    sentence: str
    holder: str  # who has what holds it, by name
    since: datetime | None
    clock: Clock | None
    late: bool
    group: str
    steps: Steps
    act: Verb | None = None  # what this reader can do about it now
    plan: OrderPlan | None = None  # with a window, while nothing has lit it
    slack: Slack | None = None  # between what is expected and the last moment
    next: str = ""  # who is on deck
    owed: Owed = NOTHING_OWED
    ribbon: Ribbon | None = None
    axis: Axis | None = None  # that all lanes of the list share

    @property
    def short(self) -> str:
        """Its number from the day on: what people say, and what the bar finds."""
        head, _dash, last = self.order.number.rpartition("-")
        return f"{head[-4:]}-{last}" if head else last


def lanes_for(orders: Sequence[Order], actor: Actor) -> list[Lane]:
    """The lanes, each with what this reader can do about what holds it."""
    moments = queries.moments_of(orders)
    mine = acts(orders, {key: held for key, (_t, held) in moments.items()}, actor)
    return [
        replace(lane, act=mine.get(lane.order.pk) if lane.sentence else None)
        for lane in lanes_of(orders, moments)
    ]


Moments = Mapping[UUID, tuple[Ledger, Holding | None]]


def lanes_of(orders: Sequence[Order], moments: Moments) -> list[Lane]:
    """One lane for each order, whoever looks."""
    keys = tuple(order.pk for order in orders)
    key = (keys, get_language(), queries.listed_at())
    weight = len(orders)
    return kept("lanes", key, lambda: _lanes_of(orders, moments), weight=weight)


def _lanes_of(orders: Sequence[Order], moments: Moments) -> list[Lane]:
    names = called(held.holder for _time, held in moments.values() if held)
    lamps = states_now(point for order in orders for point in order.points.all())
    now, found = clock.now(), []
    by = beside(orders, now=now)
    for order in orders:
        time, held = moments[order.pk]
        lamp = whole(lamps[point.pk] for point in order.points.all())
        lane = _lane(order, time, held, names=names, lamp=lamp)
        found.append(_with(lane, by, now=now))
    axis = axis_for(found, moments)
    return [_drawn(lane, moments[lane.order.pk][0], axis) for lane in found]


def axis_for(lanes: Sequence[Lane], moments: Moments) -> Axis:
    """The axis of what is still dark, and of the rest where that is all there is."""
    dark = [lane for lane in lanes if lane.sentence] or lanes
    return axis_of(_reach(lane, moments[lane.order.pk][0]) for lane in dark)


def _reach(lane: Lane, time: Ledger) -> tuple[timedelta, timedelta]:
    zero, until = zero_of(lane.order), lane.order.requested_at + time.elapsed
    late = lane.plan.p80_at if lane.plan and lane.plan.p80_at else until
    return zero - lane.order.requested_at, max(until, late) - zero


def _with(lane: Lane, by: Beside, *, now: datetime) -> Lane:
    """With its window, its slack, who is next, and the papers it owes."""
    key, plan = lane.order.pk, by.plans.get(lane.order.pk)
    owed = by.owed.get(key, NOTHING_OWED)
    if not lane.sentence:
        return replace(lane, owed=owed)
    plan = plan if plan and plan.p50_at and plan.p80_at else None
    slack, said = slack_of(lane.order, plan, now=now), said_next(by.next.get(key))
    return replace(lane, plan=plan, slack=slack, next=said, owed=owed)


def _drawn(lane: Lane, time: Ledger, axis: Axis) -> Lane:
    lit = not lane.sentence
    kept = lane.lamp in LIT and not lit
    made = ribbon_of(lane.order, time, lane.plan, axis, lit=lit, kept=kept)
    return replace(lane, ribbon=made, axis=axis)


def _lane(
    order: Order,
    time: Ledger,
    held: Holding | None,
    *,
    names: dict[str, str],
    lamp: str,
) -> Lane:
    now, mark = clock.now(), label(order)
    held = None if mark.code in OVER else held
    due = order.deadline or order.need_at
    standing = (s for s in order.stops.all() if s.lifted_at is None)
    stopped = next((s.reason for s in standing), "")
    return Lane(
        order=order,
        label=str(LABELS[mark.code]),
        step=mark.step,
        beside=tuple(str(LABELS[code]) for code in mark.beside),
        stopped=stopped,
        mission=word(MISSIONS, order.mission),
        lamp=lamp,
        lamp_word=str(Supply(lamp).label),
        sentence=said(order, held, names, now) if held else "",
        holder=names.get(held.holder, "") if held else "",
        since=held.since if held else None,
        clock=clock_of(order, time, held, now=now),
        late=bool(held and due and due < now),
        group=_group(held, stopped=bool(stopped)),
        steps=steps_of(order, held),
    )


def urgency(lane: Lane) -> tuple[bool, int, timedelta]:
    """What stands still first, then by priority, longest dark, soonest wanted."""
    clock, none = lane.clock, timedelta()
    if clock is None or clock.kind == "lit":
        return not lane.stopped, lane.order.priority, none
    length = clock.length if clock.kind == "ahead" else -clock.length
    return not lane.stopped, lane.order.priority, length


def _group(held: Holding | None, *, stopped: bool) -> str:
    if held is None:
        return "rest"
    return "person" if stopped or held.kind == "gap" else "moving"


def clock_of(
    order: Order, time: Ledger, held: Holding | None, *, now: datetime
) -> Clock | None:
    """The clock of an order; an order that ended unlit has none."""
    if held is None:
        ended = label(order).code in {"cancelled", "merged"}
        return None if ended else Clock("lit", time.dark)
    if order.need_at and order.need_at > now:
        return Clock("ahead", order.need_at - now)
    return Clock("dark", time.dark)
