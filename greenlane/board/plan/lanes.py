"""Lanes of a timeline out of rows: one a crew, or one an order. It asks nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from greenlane.board.plan.lane import Did, Ends, Ghost, Lane, Planned
from greenlane.board.plan.said import (
    did_label,
    did_said,
    ends_said,
    line_labels,
    line_said,
)
from greenlane.board.plan.sorts import sort_of
from greenlane.dispatch.known import Known
from greenlane.dispatch.models import Line, OrderPlan, Pin, Promise
from greenlane.dispatch.past import Past
from greenlane.work.ledger import Ledger
from greenlane.work.models import Order, Task

LATE = timedelta(minutes=5)  # less than that is no drift


@dataclass(frozen=True)
class Rows:
    """Everything that lanes are made of, read before; `names` only if whys are said.

    `ends` and `later` as of `pictured`; `ghosts` by crew, and by order, of the revision
    that is compared; `crews`: name of each crew that has a lane, in any order.
    """

    lines: Sequence[Line]
    names: Known | None
    pins: Mapping[UUID, Pin]
    short: Mapping[UUID, str]
    plans: Mapping[UUID, OrderPlan]
    promises: Mapping[UUID, Promise]
    ends: Mapping[UUID, tuple[datetime, int]]
    tasks: Mapping[tuple[UUID, str], Task] = field(default_factory=dict)
    ghosts: Mapping[str, tuple[Ghost, ...]] = field(default_factory=dict)


def crew_lanes(
    rows: Rows, past: Past, crews: Mapping[str, str], later: Mapping[str, int]
) -> list[Lane]:
    """By name; who has nothing in the picture comes last."""
    planned: dict[str, list[Planned]] = {}
    ends: dict[str, list[Ends]] = {}
    for line in rows.lines:
        keys = [crew.key for crew in line.crews.all()]
        for key in keys:
            planned.setdefault(key, []).append(_planned(line, rows, crewed=True))
        if keys and rows.ends.get(line.order_id, (None,))[0] == line.end_at:
            ends.setdefault(keys[0], []).append(_ends(line.order, rows))
    lanes = [
        Lane(
            key,
            name,
            later=later.get(key, 0),
            did=tuple(_of_crew(past, key, rows)),
            planned=tuple(planned.get(key, ())),
            ends=tuple(ends.get(key, ())),
            ghosts=rows.ghosts.get(key, ()),
        )
        for key, name in crews.items()
    ]
    return sorted(lanes, key=lambda lane: (_is_idle(lane), lane.name))


def _is_idle(lane: Lane) -> bool:
    return not (lane.planned or lane.did or lane.ghosts or lane.later)


def _of_crew(past: Past, key: str, rows: Rows) -> Iterator[Did]:
    for piece in past.pieces.get(key, ()):
        order = past.orders.get(piece.order) if piece.order else None
        if piece.kind == "free" or order is None:
            continue
        short = rows.short.get(order.pk, order.number)
        when = piece.start, piece.end
        yield Did(
            piece.kind,
            *when,
            did_label(piece.kind, piece.cause, *when, short),
            did_said(
                piece.kind,
                piece.cause,
                *when,
                _task(rows, order, piece.task),
                _of(order),
            ),
            sort_of(piece.cause) if piece.cause else "",
        )


def order_lanes(
    rows: Rows, orders: Iterable[Order], times: Mapping[UUID, Ledger], start: datetime
) -> list[Lane]:
    """In the order of urgency, as the list below it."""
    planned: dict[UUID, list[Planned]] = {}
    for line in rows.lines:
        one = _planned(line, rows, crewed=False)
        planned.setdefault(line.order_id, []).append(one)
    return [
        Lane(
            "",
            str(order.site),
            number=order.number,
            short=rows.short.get(order.pk, ""),
            did=tuple(_of_order(order, times.get(order.pk), rows, start)),
            planned=tuple(planned.get(order.pk, ())),
            ends=(_ends(order, rows),),
            ghosts=rows.ghosts.get(str(order.pk), ()),
        )
        for order in orders
    ]


def _of_order(
    order: Order, time: Ledger | None, rows: Rows, start: datetime
) -> Iterator[Did]:
    for piece in time.pieces if time else ():
        if piece.end <= start:
            continue
        when = piece.start, piece.end
        task = _task(rows, order, piece.item or "")
        yield Did(
            piece.kind,
            *when,
            did_label(piece.kind, piece.cause, *when, task),
            did_said(piece.kind, piece.cause, *when, task, _of(order)),
            sort_of(piece.cause) if piece.cause else "",
        )


def _planned(line: Line, rows: Rows, *, crewed: bool) -> Planned:
    short, pin = rows.short[line.order_id], rows.pins.get(line.task_id)
    return Planned(
        str(line.task_id),
        line.order.number,
        line.start_at,
        line.end_at,
        line_labels(line, short, crewed=crewed),
        line_said(line, rows.names, pinned=_held(pin) if pin else ""),
        line.leave_at,
        line.fixed,
        pin is not None,
    )


def _held(pin: Pin) -> str:
    """Who holds it to what is on the list; here only why."""
    return pin.reason or "–"


def _ends(order: Order, rows: Rows) -> Ends:
    plan, promise = rows.plans.get(order.pk), rows.promises.get(order.pk)
    late = is_late(plan, promise)
    return Ends(
        order.number,
        rows.ends.get(order.pk, (None,))[0],
        plan.p50_at if plan else None,
        plan.p80_at if plan else None,
        (promise.p50_at, promise.p80_at) if promise else None,
        order.deadline,
        late,
        ends_said(order, plan, promise, late=late),
    )


def is_late(plan: OrderPlan | None, promise: Promise | None) -> bool:
    """It is expected later than was promised."""
    if plan is None or promise is None or plan.p80_at is None:
        return False
    return plan.p80_at - promise.p80_at >= LATE


def _task(rows: Rows, order: Order, key: str) -> str:
    return str(rows.tasks.get((order.pk, key), key))


def _of(order: Order) -> str:
    return f"{order.number} · {order.site}"
