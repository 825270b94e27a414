"""What the holding task does at one moment: it waits, is worked on, or lies idle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from greenlane.work.ledger.model import Item, PieceKind, Span, SpanKind, Story

_REST = {"cancelled": 2, "held_by_order": 1}
_NEVER = datetime.max.replace(tzinfo=UTC)


class State(NamedTuple):
    kind: PieceKind
    cause: str
    item: str | None
    holder: str


def standing(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans that nothing has corrected and that have any length."""
    replaced = {span.corrects for span in spans if span.corrects is not None}
    return tuple(
        span
        for span in spans
        if not (span.key and span.key in replaced)
        and (span.end is None or span.end > span.start)
    )


def order_wide(story: Story) -> Iterable[Span]:
    """The waits that follow from the order itself."""
    for hold in story.holds:
        yield _wait("held_by_order", hold.start, hold.end, holder=hold.holder)
    for end in story.ends:
        yield _wait("cancelled", end.start, end.end, holder=end.holder)
    if story.need_at is not None and story.p80_minutes is not None:
        until = story.need_at - timedelta(minutes=story.p80_minutes)
        yield _wait("not_needed_yet", story.requested, until, holder=story.owner)


def _wait(cause: str, start: datetime, end: datetime | None, *, holder: str) -> Span:
    expected = end if cause == "not_needed_yet" else None
    return Span("wait", None, start, end, cause, holder, expected)


class Moments:
    """The standing spans, by the task they belong to."""

    def __init__(self, story: Story, *, spans: Iterable[Span]) -> None:
        self._items: dict[str, Item] = {item.key: item for item in story.items}
        self._owner = story.owner
        self._of: dict[str | None, list[Span]] = {}
        for span in spans:
            self._of.setdefault(span.task, []).append(span)

    def state(self, item: str | None, at: datetime) -> State:
        """Who or what holds this task at that moment.

        An open wait comes first. Of several: `cancelled`, then `held_by_order`, for
        then the whole order rests; then the one expected to end last (an unknown end
        is the last), ties to the earlier. Else an active stint is work, and the leader
        of the earliest holds it. Else it is a gap, and belongs to the one it was last
        offered to, to the one assigned, to the owner of the task, or of the order.
        """
        own = self._of.get(item, []) if item is not None else []
        now = [span for span in (*self._of.get(None, ()), *own) if _covers(span, at)]
        if waits := _of_kind(now, "wait"):
            wait = _foremost(waits)
            return State("wait", wait.cause, item, wait.holder)
        if work := _of_kind(now, "work"):
            return State("work", "", item, min(work, key=_told).holder)
        return State("gap", "", item, self._gap_holder(item, now))

    def is_offered(self, item: str | None, at: datetime) -> bool:
        """It was offered to somebody who has not accepted."""
        spans = (*self._of.get(None, ()), *self._of.get(item, ()))
        return any(_covers(span, at) for span in _of_kind(spans, "handoff"))

    def is_assigned(self, item: str | None, at: datetime) -> bool:
        """Somebody is to do it."""
        spans = (*self._of.get(None, ()), *self._of.get(item, ()))
        return any(_covers(span, at) for span in _of_kind(spans, "assigned"))

    def has_paused(self, item: str | None, at: datetime) -> bool:
        """Somebody has worked on it, and the work has ended."""
        spans = _of_kind(self._of.get(item, ()), "work") if item is not None else ()
        return any(span.end is not None and span.end <= at for span in spans)

    def _gap_holder(self, item: str | None, now: Sequence[Span]) -> str:
        for kind in ("handoff", "assigned"):
            if spans := [span for span in now if span.kind == kind and span.holder]:
                return max(spans, key=_told).holder
        owner = self._items[item].owner if item is not None else ""
        return owner or self._owner


def _covers(span: Span, at: datetime) -> bool:
    return span.start <= at and (span.end is None or at < span.end)


def _of_kind(spans: Iterable[Span], kind: SpanKind) -> list[Span]:
    return [span for span in spans if span.kind == kind]


def _told(span: Span) -> tuple[datetime, int, str, str]:
    return span.start, span.recorded_seq, span.cause, span.holder


def _foremost(waits: Sequence[Span]) -> Span:
    def lasts(span: Span) -> tuple[int, datetime]:
        return _REST.get(span.cause, 0), span.expected_end or _NEVER

    longest = max(map(lasts, waits))
    return min((span for span in waits if lasts(span) == longest), key=_told)
