"""Orders as lanes: what each waits for and since when, all at the price of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import get_language

from greenlane.board.laneact import acts
from greenlane.board.picture import Picture, axis, small
from greenlane.board.verbs import Verb
from greenlane.board.words import MISSIONS, word
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.dispatch.models import OrderPlan
from greenlane.dispatch.queries import plans_of
from greenlane.places.models import Supply
from greenlane.places.queries import states_now
from greenlane.places.supply import whole
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
    picture: Picture | None
    group: str
    act: Verb | None  # what this reader can do about it now
    plan: OrderPlan | None = None  # with a window, while nothing has lit it


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
    length = axis(time for time, _held in moments.values())
    plans, found = plans_of(orders), []
    for order in orders:
        time, held = moments[order.pk]
        lamp = whole(lamps[point.pk] for point in order.points.all())
        lane = _lane(order, time, held, names=names, lamp=lamp, length=length)
        plan = plans.get(order.pk)
        is_told = lane.sentence and plan and plan.p50_at and plan.p80_at
        found.append(replace(lane, plan=plan) if is_told else lane)
    return found


def _lane(
    order: Order,
    time: Ledger,
    held: Holding | None,
    *,
    names: dict[str, str],
    lamp: str,
    length: timedelta,
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
        picture=small(time, length),
        group=_group(held, stopped=bool(stopped)),
        act=None,
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
