"""A crew's day: where it is when, and where one more piece of work fits in."""

from __future__ import annotations

from bisect import bisect_left, insort

from greenlane.planning.problem import Problem
from greenlane.planning.profile import FOREVER
from greenlane.planning.rows import stretches


class Day:
    """Work is (start, end, site), in order; the way between two is kept free."""

    def __init__(self, problem: Problem, crew: int) -> None:
        self.problem = problem
        self.row = problem.crews[crew]
        self.shifts = tuple(stretches(self.row, FOREVER))
        self.work: list[tuple[int, int, int | None]] = []

    def fits(self, start: int, length: int, site: int | None) -> int:
        """The first minute from `start` on when the crew can be there for it."""
        way = self.problem.way
        here = bisect_left(self.work, (start,))
        while True:
            start = self._in_shift(max(start, self._free_from(here, site)), length)
            if start >= FOREVER:
                return FOREVER
            while here < len(self.work) and self.work[here][0] < start:
                here += 1
            if start < self._free_from(here, site):
                continue
            if here == len(self.work):
                return start
            next_start, next_end, next_site = self.work[here]
            if start + length + way(site, next_site) <= next_start:
                return start
            start, here = next_end + way(next_site, site), here + 1

    def _free_from(self, here: int, site: int | None) -> int:
        if here:
            _start, end, before = self.work[here - 1]
            return end + self.problem.way(before, site)
        return self.shifts[0][0] + self.problem.way(self.row.site, site)

    def _in_shift(self, start: int, length: int) -> int:
        for begin, end in self.shifts:
            if max(start, begin) + length <= end:
                return max(start, begin)
        return FOREVER

    def way_before(self, start: int, site: int | None) -> int:
        """Minutes of travel to get there for this start."""
        here = bisect_left(self.work, (start,))
        before = self.work[here - 1][2] if here else self.row.site
        return self.problem.way(before, site)

    def take(self, start: int, length: int, site: int | None) -> None:
        insort(self.work, (start, start + length, site), key=lambda x: (x[0], x[1]))
