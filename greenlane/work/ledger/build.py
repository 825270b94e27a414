"""Each moment from the request to the light is told once: work, named wait or gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeVar

from greenlane.work.ledger.chain import Turns
from greenlane.work.ledger.model import Holding, Ledger, Piece, Story
from greenlane.work.ledger.moment import Moments, State, order_wide, standing

K = TypeVar("K")
_ENDS_WAIT = {
    "held_by_order": "work.resume_order",
    "not_needed_yet": "",
    "cancelled": "work.reopen_order",
}


def ledger(story: Story, *, now: datetime) -> Ledger:
    """The time of one supply point, split without rest.

    It runs from the request to the earliest of energised, now, and a cancellation
    that nobody has taken back; one taken back is the wait `cancelled`. What is told of
    a time after `now` has not happened yet. Facts outside the stretch are cut to it.
    """
    told = _Told(story, now=now)
    pieces = tuple(_joined(told.pieces()))
    totals = {kind: _sum(pieces, kind) for kind in ("work", "wait", "gap")}
    return Ledger(
        pieces=pieces,
        work=totals["work"],
        wait=totals["wait"],
        gap=totals["gap"],
        elapsed=told.until - story.requested,
        dark=_dark(story, told.until),
        by_cause=_grouped((p.cause, p) for p in pieces if p.kind == "wait"),
        by_item=_grouped((p.item, p) for p in pieces),
    )


def holding(story: Story, *, now: datetime) -> Holding | None:
    """What holds the site dark now; None when nothing does.

    Nothing does before the request, once it is energised, and while it is cancelled.
    `since` is when this began to hold, not when it began to be true.
    """
    if now < story.requested or _until(story, now) < now or _is_lit(story, now):
        return None
    if any(end.start <= now and _is_open(end.end, now) for end in story.ends):
        return None
    told = _Told(story, now=now)
    state = told.state(now)
    last = next(reversed([*_joined(told.pieces())]), None)
    same = last is not None and _state_of(last) == state
    since = last.start if last is not None and same else now
    return Holding(
        item=state.item,
        kind=state.kind,
        cause=state.cause,
        holder=state.holder,
        since=since,
        next_step=_next_step(story, told.moments, state, now),
    )


class _Told:
    """The story as it stands now, ready to be asked about any moment."""

    def __init__(self, story: Story, *, now: datetime) -> None:
        self.story, self.until = story, _until(story, now)
        own = standing(story.spans)
        self._spans = (*own, *standing(tuple(order_wide(story))))
        self._turns = Turns(story, spans=own, until=now)
        self.moments = Moments(story, spans=self._spans)

    def state(self, at: datetime) -> State:
        return self.moments.state(self._turns.at(at), at)

    def pieces(self) -> Iterator[Piece]:
        marks = self._marks()
        for start, end in pairwise(marks):
            state = self.state(start)
            yield Piece(start, end, state.kind, state.cause, state.item, state.holder)

    def _marks(self) -> list[datetime]:
        """Nothing changes between two neighbours of these."""
        marks = {self.story.requested, self.until, *self._turns.marks}
        for span in self._spans:
            marks.add(span.start)
            marks.add(span.end or self.until)
        return sorted(m for m in marks if self.story.requested <= m <= self.until)


def _until(story: Story, now: datetime) -> datetime:
    stops = [now, story.energised or now]
    stops += [end.start for end in story.ends if _is_open(end.end, now)]
    return max(min(stops), story.requested)


def _is_lit(story: Story, now: datetime) -> bool:
    return story.energised is not None and story.energised <= now


def _is_open(end: datetime | None, now: datetime) -> bool:
    return end is None or end > now


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours that say the same are one piece."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and _state_of(last) == _state_of(piece):
            state = _state_of(last)
            last = Piece(last.start, piece.end, *state)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _state_of(piece: Piece) -> State:
    return State(piece.kind, piece.cause, piece.item, piece.holder)


def _sum(pieces: Iterable[Piece], kind: str) -> timedelta:
    return sum((p.end - p.start for p in pieces if p.kind == kind), timedelta())


def _grouped(pairs: Iterable[tuple[K, Piece]]) -> dict[K, timedelta]:
    totals: dict[K, timedelta] = {}
    for key, piece in pairs:
        totals[key] = totals.get(key, timedelta()) + (piece.end - piece.start)
    return totals


def _dark(story: Story, until: datetime) -> timedelta:
    """From when light was wanted, without the time in which an old supply stayed on."""
    start = max(story.requested, story.need_at or story.requested)
    dark = max(until - start, timedelta())
    for kept in sorted(story.kept_supply, key=lambda kept: kept.start):
        first, last = max(kept.start, start), min(kept.end or until, until)
        if last > first:
            dark -= last - first
            start = last
    return dark


def _next_step(story: Story, moments: Moments, state: State, now: datetime) -> str:
    """The verb that ends it, empty when only another room can say."""
    if state.kind == "wait":
        return _ENDS_WAIT.get(state.cause, "work.close_wait")
    if state.kind == "work":
        return "work.finish_task" if state.item is not None else "work.end_stint"
    if moments.is_offered(state.item, now):
        return "work.accept_handoff"
    if state.item is None:
        return "" if story.owner.startswith("person:") else "work.take_order"
    if moments.has_paused(state.item, now):
        return "work.finish_task"
    if not moments.is_assigned(state.item, now):
        return "work.assign"
    return next(item.begins for item in story.items if item.key == state.item)
