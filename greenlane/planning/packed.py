"""The builder for tasks, chains and equipment alone: all that is used in one number.

Each minute has a few bits for each pool. Adding what a task uses to all minutes at once
sets the highest bit of a pool wherever there would be too much of it; the first minute
without one, for as long as the task lasts, is its start. Plans are those of `build`.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from greenlane.planning.mirror import may_be_mirrored
from greenlane.planning.problem import Problem
from greenlane.planning.rows import Task

MOST_BITS = 1 << 18  # of the whole number; beyond, lists are quicker


def may_be_packed(problem: Problem) -> bool:
    """Only tasks, chains, equipment, and not too many minutes of it."""
    return may_be_mirrored(problem) and (
        problem.horizon * _width(problem) * max(1, len(problem.pools)) < MOST_BITS
    )


def _width(problem: Problem) -> int:
    return max((n for _key, n in problem.pools), default=1).bit_length() + 1


class Packed:
    """`starts` by keys; the smallest key among the ready tasks goes first."""

    def __init__(self, problem: Problem) -> None:
        self.minutes = [task.minutes for task in problem.tasks]
        self.after, self.before = problem.after, problem.before
        self.waits = [len(each) for each in problem.after]
        self.width, self.pools = _width(problem), problem.pools
        self.step = self.width * max(1, len(self.pools))  # bits of one minute
        self.most = problem.horizon + max(self.minutes) + 2
        ones = ((1 << self.step * self.most) - 1) // ((1 << self.step) - 1)
        self.first = ones << (self.width - 1)  # the highest bit of the first pool
        self.folds = self._doubled(len(self.pools), self.width)
        self.spans = [self._doubled(max(1, each), self.step) for each in self.minutes]
        top = 1 << (self.width - 1)
        self.tops = ones * sum(
            top << (at * self.width) for at in range(len(self.pools))
        )
        used = [self._used(task) for task in problem.tasks]
        spare = self._of_pools([top - 1 - n for _key, n in self.pools])
        self.asks = [ones * (spare + self._of_pools(each)) for each in used]
        self.takes = [
            self._of_pools(each) * (ones & ((1 << self.step * minutes) - 1))
            for each, minutes in zip(used, self.minutes, strict=True)
        ]
        self.uses = [any(each) for each in used]

    def _used(self, task: Task) -> list[int]:
        return [
            sum(n for key, n in task.uses if key == pool) for pool, _n in self.pools
        ]

    def _of_pools(self, amounts: list[int]) -> int:
        return sum(n << (at * self.width) for at, n in enumerate(amounts))

    @staticmethod
    def _doubled(count: int, bits: int) -> tuple[int, ...]:
        """Shifts that together reach over `count` places of so many bits."""
        found, reach = [], 1
        while reach < count:
            more = min(reach, count - reach)
            found.append(more * bits)
            reach += more
        return tuple(found)

    def starts(self, keys: Sequence[float]) -> list[int]:
        waits, before, after = self.waits[:], self.before, self.after
        ready = [(keys[at], at) for at, count in enumerate(waits) if not count]
        heapify(ready)
        starts, level = [0] * len(waits), 0
        while ready:
            at = heappop(ready)[1]
            start = 0
            for other, gap in after[at]:
                if starts[other] + gap > start:
                    start = starts[other] + gap
            if self.uses[at]:
                start = self._fits(at, level, start)
                level += self.takes[at] << (self.step * start)
            starts[at] = start
            for other in before[at]:
                waits[other] -= 1
                if not waits[other]:
                    heappush(ready, (keys[other], other))
        return starts

    def _fits(self, at: int, level: int, start: int) -> int:
        """The first minute from `start` on with enough of everything."""
        step = self.step
        level >>= step * start
        count = -(-level.bit_length() // step)  # beyond, nothing is used
        over = (level + (self.asks[at] >> step * (self.most - count))) & (
            self.tops >> step * (self.most - count)
        )
        if not over:
            return start
        for bits in self.spans[at]:
            over |= over >> bits
        for bits in self.folds:
            over |= over >> bits
        free = ~over & (self.first >> step * (self.most - count - 1))
        return start + ((free & -free).bit_length() - 1) // step
