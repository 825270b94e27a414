"""The time of a crew: each moment is work, a named wait or a gap, by the tasks it had.

The same rules as of a supply point (`moment`), asked of the crew's own tasks instead of
the one that holds a site dark. Where it had nothing that could go on it was free: that
is nobody's fault, and nothing is told of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal
from uuid import UUID

from greenlane.work.ledger.model import Story
from greenlane.work.ledger.moment import Moments, State, order_wide, standing

CrewKind = Literal["work", "wait", "gap", "free"]


@dataclass(frozen=True)
class Turn:
    """A crew had a task of an order: was in it (`worked`), or was to do it.

    `task` is its key in the playbook; `end` None means still.
    """

    order: UUID
    task: str
    start: datetime
    end: datetime | None = None
    worked: bool = False


@dataclass(frozen=True)
class CrewPiece:
    """One stretch of a crew's time; what is free has neither order nor task."""

    start: datetime
    end: datetime
    kind: CrewKind
    cause: str = ""
    order: UUID | None = None
    task: str = ""
    holder: str = ""


class TaskTimes:
    """What any task of one story did at any moment, not only the one that holds."""

    def __init__(self, story: Story) -> None:
        spans = (*standing(story.spans), *standing(tuple(order_wide(story))))
        self._story, self._moments = story, Moments(story, spans=spans)
        self._after = {item.key: item.after for item in story.items}
        self._marks: dict[str | None, set[datetime]] = {}
        for span in spans:
            ends = {span.start, span.end} if span.end else {span.start}
            self._marks.setdefault(span.task, set()).update(ends)

    def marks(self, task: str) -> set[datetime]:
        """Nothing changes for this task between two neighbours of these."""
        keys = (task, *self._after.get(task, ()))
        over = {
            self._story.finished[key] for key in keys if key in self._story.finished
        }
        return over | self._marks.get(task, set()) | self._marks.get(None, set())

    def state(self, task: str, at: datetime) -> State | None:
        """None while it could not begin, and once it is over."""
        before = [key for key in self._after.get(task, ()) if key in self._after]
        if self._is_over(task, at) or not all(self._is_over(k, at) for k in before):
            return None
        return self._moments.state(task, at)

    def _is_over(self, task: str, at: datetime) -> bool:
        finished = self._story.finished.get(task)
        return finished is not None and finished <= at


def crew_time(
    turns: Sequence[Turn],
    tasks: Mapping[UUID, TaskTimes],
    start: datetime,
    until: datetime,
) -> tuple[CrewPiece, ...]:
    """From start to until, without a rest and nothing twice.

    Work comes first; of several, what was begun first. Else a task that it was to do,
    that could go on and that nobody was at, is a gap: the crew could have been at it.
    Else a task that waits is that wait. Turns of orders that `tasks` does not know are
    told as work, and as nothing else.
    """
    marks = {start, until}
    for turn in turns:
        marks.update((turn.start, turn.end or until))
        if not turn.worked and turn.order in tasks:
            marks |= tasks[turn.order].marks(turn.task)
    inside = sorted(mark for mark in marks if start <= mark <= until)
    pieces = (
        _piece([x for x in turns if _covers(x, a)], tasks, a, b)
        for a, b in pairwise(inside)
    )
    return tuple(_joined(pieces))


def _covers(turn: Turn, at: datetime) -> bool:
    return turn.start <= at and (turn.end is None or at < turn.end)


def _piece(
    turns: Sequence[Turn],
    tasks: Mapping[UUID, TaskTimes],
    start: datetime,
    end: datetime,
) -> CrewPiece:
    worked = [turn for turn in turns if turn.worked]
    if worked:
        turn = min(worked, key=lambda each: (each.start, each.task))
        return CrewPiece(start, end, "work", "", turn.order, turn.task)
    waits: CrewPiece | None = None
    for turn in sorted(turns, key=lambda each: (each.start, each.task)):
        state = (
            tasks[turn.order].state(turn.task, start) if turn.order in tasks else None
        )
        if state is None or state.kind == "work":  # others are at it
            continue
        found = CrewPiece(
            start, end, state.kind, state.cause, turn.order, turn.task, state.holder
        )
        if state.kind == "gap":
            return found
        waits = waits or found
    return waits or CrewPiece(start, end, "free")


def _joined(pieces: Iterable[CrewPiece]) -> Iterator[CrewPiece]:
    """Neighbours that say the same are one piece."""
    last: CrewPiece | None = None
    for piece in pieces:
        if last is not None and _says(last) == _says(piece):
            last = CrewPiece(last.start, piece.end, *_says(piece))
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _says(piece: CrewPiece) -> tuple[CrewKind, str, UUID | None, str, str]:
    return piece.kind, piece.cause, piece.order, piece.task, piece.holder
