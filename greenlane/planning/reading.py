"""A plan laid out to be read: who was where before, what was used up until when."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import pairwise

from greenlane.planning.problem import Problem
from greenlane.planning.solution import Plan


class Read:
    """The plan by crew, by pool, by stock and by area; each is sorted once."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan

    def end(self, at: int) -> int:
        return self.plan.starts[at] + self.problem.tasks[at].minutes

    @cached_property
    def before_of(self) -> dict[tuple[int, int], int]:
        """(crew, task) -> the task that the crew does before it."""
        days: dict[int, list[int]] = defaultdict(list)
        for at in range(len(self.problem.tasks)):
            for crew in self.plan.crews_of(at):
                days[crew].append(at)
        found: dict[tuple[int, int], int] = {}
        for crew, day in days.items():
            day.sort(key=lambda at: (self.plan.starts[at], self.end(at), at))
            found |= {(crew, two): one for one, two in pairwise(day)}
        return found

    def previous(self, crew: int, at: int) -> int | None:
        return self.before_of.get((crew, at))

    @cached_property
    def users(self) -> dict[str, list[tuple[int, int]]]:
        """Pool -> (task, how much it uses)."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, task in enumerate(self.problem.tasks):
            if task.minutes:
                for pool, amount in task.uses:
                    found[pool].append((at, amount))
        return found

    @cached_property
    def capacity(self) -> dict[str, int]:
        return dict(self.problem.pools)

    def pool_until(self, pool: str, at: int, amount: int) -> tuple[int, str]:
        """The last minute up to the start before which too little was left, and whose.

        It counts what had begun by then: who comes later was planned around this one.
        """
        start = self.plan.starts[at]
        others = [
            (self.plan.starts[other], self.end(other), n, other)
            for other, n in self.users[pool]
            if other != at and self.plan.starts[other] < start
        ]
        for end in sorted({x[1] for x in others if x[1] <= start}, reverse=True):
            level = sum(n for a, b, n, _other in others if a < end <= b)
            if level + amount > self.capacity[pool]:
                of = min(other for _a, b, _n, other in others if b == end)
                return end, self.problem.tasks[of].key
        return 0, ""

    @cached_property
    def moves(self) -> dict[str, list[tuple[int, int, int]]]:
        """Stock -> (minute, change, task or -1 for what arrives)."""
        found: dict[str, list[tuple[int, int, int]]] = {
            each.key: [(minute, amount, -1) for minute, amount in each.arrivals]
            for each in self.problem.stocks
        }
        for at, task in enumerate(self.problem.tasks):
            for stock, amount in task.takes:
                found[stock].append((self.plan.starts[at], -amount, at))
        for rows in found.values():
            rows.sort(key=lambda row: (row[0], row[2] >= 0))
        return found

    def stock_until(self, stock: str, at: int, amount: int) -> int:
        """The arrival without which it could not be taken; 0 if all was there."""
        rows = [row for row in self.moves[stock] if row[2] != at]
        start = self.plan.starts[at]
        level, levels = 0, []
        for minute, change, _other in rows:
            level += change
            levels.append((minute, level))
        for minute, left in reversed(levels):
            if minute < start and left < amount:
                return min(m for m, change, _o in rows if m > minute and change > 0)
        first = min((m for m, change, _o in rows if change > 0), default=0)
        return min(first, start)

    @cached_property
    def areas(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, task in enumerate(self.problem.tasks):
            if task.area and task.minutes:
                found[task.mission, task.area].append(at)
        return found

    def area_mates(self, at: int) -> list[int]:
        """Those that may not be in its area while it is."""
        task = self.problem.tasks[at]
        if not task.area or not task.minutes:
            return []
        return [
            other
            for other in self.areas[task.mission, task.area]
            if other != at and (task.exclusive or self.problem.tasks[other].exclusive)
        ]
