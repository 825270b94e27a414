"""Which crews serve which need of one task: the first that do, in the order given."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations


@dataclass(frozen=True)
class Wanted:
    """So many heads, and (crew, heads it gives) of those who can come, best first."""

    heads: int
    able: list[tuple[int, int]]


def crewed(wanted: list[Wanted]) -> tuple[int, ...] | None:
    """Crews for all needs, none in two of them; None if they are too few.

    Where each gives one head it is exact (augmenting paths); larger crews are taken
    as they come, in each order of the needs.
    """
    if any(sum(n for _c, n in each.able) < each.heads for each in wanted):
        return None
    if len(wanted) == 1:
        found = _taken(wanted[0], set())
        return None if found is None else tuple(sorted(found))
    if all(heads == 1 for each in wanted for _crew, heads in each.able):
        return _matched(wanted)
    scarce = sorted(wanted, key=lambda each: len(each.able))
    for order in permutations(scarce):
        busy: set[int] = set()
        for each in order:
            some = _taken(each, busy)
            if some is None:
                break
            busy |= some
        else:
            return tuple(sorted(busy))
    return None


def _taken(need: Wanted, busy: set[int]) -> set[int] | None:
    """The first crews that bring the heads; then nobody who is not needed for it."""
    missing, some = need.heads, []
    for crew, heads in need.able:
        if missing > 0 and crew not in busy:
            some.append((crew, heads))
            missing -= heads
    if missing > 0:
        return None
    for crew, heads in sorted(some, key=lambda each: each[1]):
        if missing + heads <= 0:
            missing += heads
            some.remove((crew, heads))
    return {crew for crew, _heads in some}


def _matched(wanted: list[Wanted]) -> tuple[int, ...] | None:
    """One person a place, by augmenting paths, the scarcest place first."""
    places = [
        [crew for crew, _one in each.able]
        for each in sorted(wanted, key=lambda each: len(each.able))
        for _place in range(each.heads)
    ]
    of_crew: dict[int, int] = {}

    def find(place: int, seen: set[int]) -> bool:
        for crew in places[place]:
            if crew in seen:
                continue
            seen.add(crew)
            if crew not in of_crew or find(of_crew[crew], seen):
                of_crew[crew] = place
                return True
        return False

    if all(find(place, set()) for place in range(len(places))):
        return tuple(sorted(of_crew))
    return None
