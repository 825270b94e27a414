"""What each crew did with the time that is shown: sums that add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from greenlane.board.picture import whole_minutes
from greenlane.board.scale import MINUTE
from greenlane.core.texts import listed
from greenlane.dispatch.past import Past
from greenlane.work.causes import LABELS as CAUSES
from greenlane.work.ledger.crews import CrewPiece


@dataclass(frozen=True)
class CrewSums:
    """Whole minutes that add up to what is shown of the past; waits by their names."""

    name: str
    work: timedelta
    wait: timedelta
    gap: timedelta
    free: timedelta
    causes: str

    @property
    def whole(self) -> timedelta:
        return self.work + self.wait + self.gap + self.free


def crew_sums(crews: Mapping[str, str], past: Past) -> list[CrewSums]:
    """Of whoever had anything to do, by name."""
    found = [
        _summed(crews[key], pieces)
        for key, pieces in past.pieces.items()
        if key in crews and any(piece.kind != "free" for piece in pieces)
    ]
    return sorted(found, key=lambda each: each.name)


def _summed(name: str, pieces: Sequence[CrewPiece]) -> CrewSums:
    kinds = ("work", "wait", "gap", "free")
    parts = [
        sum((x.end - x.start for x in pieces if x.kind == kind), timedelta())
        for kind in kinds
    ]
    work, wait, gap, free = (n * MINUTE for n in whole_minutes(parts))
    causes = dict.fromkeys(str(CAUSES[x.cause]) for x in pieces if x.cause)
    return CrewSums(name, work, wait, gap, free, listed(causes))
