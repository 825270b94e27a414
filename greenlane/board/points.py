"""The supply points of an order: what holds each dark, where its time went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from greenlane.board import taskboard
from greenlane.board.listing import Clock, clock_of
from greenlane.board.picture import Sums, by_cause, sums
from greenlane.core.texts import listed
from greenlane.places.models import Supply
from greenlane.places.queries import states_now
from greenlane.work.ledger import Holding, Ledger
from greenlane.work.models import Order
from greenlane.work.naming import called, said

Points = Sequence[tuple[Any, Ledger, Holding | None]]


@dataclass(frozen=True)
class PointPage:
    """Supply points with one story: what holds them dark, where their time went."""

    name: str
    state: str
    state_word: str
    sentence: str
    held: Holding | None
    time: Ledger
    sums: Sums
    waits: Mapping[str, timedelta]  # of the waits: by cause, the longest first
    pieces: tuple[taskboard.PieceRow, ...]


def foremost(points: Points) -> Holding | None:
    """Of the point that has no light yet."""
    return next((held for _point, _time, held in points if held), None)


def clock_for(order: Order, points: Points, *, now: datetime) -> Clock | None:
    held = foremost(points)
    times = [time for _point, time, mine in points if mine or not held]
    if not times:
        return None
    longest = max(times, key=lambda time: time.dark)
    return clock_of(order, longest, held, now=now)


def point_pages(order: Order, points: Points, now: datetime) -> list[PointPage]:
    """Points with the same state and the same ledger share an entry."""
    pieces = [piece for _point, time, _held in points for piece in time.pieces]
    names = called([h.holder for _p, _t, h in points if h] + [p.holder for p in pieces])
    states = states_now(point for point, _time, _held in points)
    alike: dict[Any, list[Any]] = {}
    for point, time, held in points:
        alike.setdefault((states[point.pk], time.pieces), []).append(
            (point, time, held)
        )
    return [
        _point(order, mine, state, names, now) for (state, _p), mine in alike.items()
    ]


def _point(
    order: Order, mine: Points, state: str, names: dict[str, str], now: datetime
) -> PointPage:
    _first, time, held = mine[0]
    return PointPage(
        name=listed(point for point, _time, _held in mine),
        state=state,
        state_word=str(Supply(state).label),
        sentence=said(order, held, names, now) if held else "",
        held=held,
        time=time,
        sums=sums(time),
        waits=by_cause(time),
        pieces=taskboard.pieces(order, time, names),
    )
