"""The names of stages above a story, as far as there is room for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from greenlane.board.scale import Mark, Scale, width_of
from greenlane.board.words import STAGES, word
from greenlane.work.ledger import Piece
from greenlane.work.models import Order

APART, COUNT = 1.2, 2.2  # hundredths: round a stage; what says how many are left out


def stage_marks(order: Order, pieces: Iterable[Piece], scale: Scale) -> Iterator[Mark]:
    """Where the holding task passes into another stage.

    Of those that stand too close the longest is named, and the others are counted.
    """
    runs, at = _runs(order, pieces, scale), 0
    while at < len(runs):
        crowd = runs[at : _free(runs, at)]
        named = at + crowd.index(max(crowd, key=lambda run: run.length))
        end = _free(runs, named)
        label = runs[named].label
        others = {run.label for run in runs[at:end]} - {label}
        yield Mark(
            f"{runs[named].x:.2f}%",
            f"{label} +{len(others)}" if others else label,
            left_out=", ".join(
                run.label for run in runs[at:end] if run.label in others
            ),
        )
        at = end


class Run(NamedTuple):
    """A stage as it lies on the axis, in hundredths."""

    label: str
    x: float
    length: float


def _runs(order: Order, pieces: Iterable[Piece], scale: Scale) -> list[Run]:
    stage_of = {task.key: task.stage for task in order.tasks.all()}
    found: list[Run] = []
    last = ""
    for piece in pieces:
        stage = stage_of.get(piece.item or "", last)
        x, end = scale.at(piece.start), scale.at(piece.end)
        if stage != last:
            found.append(Run(word(STAGES, stage), x, end - x))
        elif found:
            found[-1] = found[-1]._replace(length=end - found[-1].x)
        last = stage
    return found


def _free(runs: Sequence[Run], at: int) -> int:
    """The first after this one that its label leaves room for."""
    room = runs[at].x + APART + width_of(runs[at].label)
    close = [run for run in runs[at + 1 :] if run.x < room]
    if close:  # then it says how many, too
        close = [run for run in runs[at + 1 :] if run.x < room + COUNT]
    return at + 1 + len(close)
