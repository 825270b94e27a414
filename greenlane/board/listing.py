"""The list of orders: one lane each, and what each waits for, at the price of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict

from greenlane.board.laneact import acts
from greenlane.board.picture import Picture, axis, small
from greenlane.board.verbs import Verb
from greenlane.board.words import CHANNELS, MISSIONS, word
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.places.models import Supply
from greenlane.places.queries import states_now
from greenlane.places.supply import whole
from greenlane.work import queries
from greenlane.work.labels import LABELS, label
from greenlane.work.ledger import Holding, Ledger
from greenlane.work.models import Order
from greenlane.work.naming import called, said
from greenlane.work.search import find_orders

ENDED = {"no": False, "yes": True, "all": None}
ROWS = 40
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
    since: datetime | None
    clock: Clock | None
    late: bool
    picture: Picture | None
    group: str
    act: Verb | None  # what this reader can do about it now


@dataclass(frozen=True)
class OrderList:
    groups: tuple[tuple[str, tuple[Lane, ...]], ...]
    asked: Mapping[str, str]
    missions: Mapping[str, str]
    channels: Mapping[str, str]
    next: str  # the address of the next page, or nothing
    is_first: bool


def order_list(actor: Actor, asked: QueryDict) -> OrderList:
    """What the address asks for; what it asks wrongly is left out."""
    typed = asked.get("q", "").strip()[:80]
    page = queries.orders_list(
        actor,
        queries.Filters(
            mission=asked.get("mission", "")[:24],
            channel=asked.get("channel", "")[:12],
            ended=ENDED.get(asked.get("ended", "no"), False),
            after=_key(asked.get("after", "")),
            ids=find_orders(actor, typed) if typed else None,
            limit=ROWS,
        ),
    )
    lanes = _lanes(page.orders, actor)
    return OrderList(
        groups=tuple(
            (group, tuple(sorted((x for x in lanes if x.group == group), key=_urgency)))
            for group in ("person", "moving", "rest")
        ),
        asked={key: asked.get(key, "") for key in ("mission", "channel", "ended", "q")},
        missions={code: str(text) for code, text in MISSIONS.items()},
        channels={code: str(text) for code, text in CHANNELS.items()},
        next=_next(asked, page.next),
        is_first="after" not in asked,
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _next(asked: QueryDict, after: UUID | None) -> str:
    if after is None:
        return ""
    where = asked.copy()
    where["after"] = str(after)
    return "?" + where.urlencode()


def _lanes(orders: list[Order], actor: Actor) -> list[Lane]:
    moments = queries.moments_of(orders)
    mine = acts(orders, {key: held for key, (_t, held) in moments.items()}, actor)
    names = called(held.holder for _time, held in moments.values() if held)
    lamps = states_now(point for order in orders for point in order.points.all())
    length = axis(time for time, _held in moments.values())
    found = []
    for order in orders:
        time, held = moments[order.pk]
        lamp = whole(lamps[point.pk] for point in order.points.all())
        lane = _lane(order, time, held, names=names, lamp=lamp, length=length)
        found.append(replace(lane, act=mine.get(order.pk) if lane.sentence else None))
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
        since=held.since if held else None,
        clock=clock_of(order, time, held, now=now),
        late=bool(held and due and due < now),
        picture=small(time, length),
        group=_group(held, stopped=bool(stopped)),
        act=None,
    )


def _urgency(lane: Lane) -> tuple[bool, int, timedelta]:
    """What stands still first, then by priority, then the longest dark."""
    dark = lane.clock.length if lane.clock and lane.clock.kind == "dark" else None
    return not lane.stopped, lane.order.priority, -(dark or timedelta())


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
