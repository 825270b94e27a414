"""The neighbours stay lit as long as can be: isolating starts as late as it goes.

What leads only to the isolating, and what lies between it and the restoring, moves
right with it; nothing else moves, and no mission ends a minute later.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from dataclasses import replace

from greenlane.planning.problem import Problem
from greenlane.planning.rows import stretches
from greenlane.planning.solution import Plan, ends, mission_ends


def isolated_late(problem: Problem, plan: Plan) -> Plan:
    """The same crews in the same order; never dearer, and as possible as it was."""
    moving = movable(problem)
    if not moving:
        return plan
    own = _Later(problem, plan)
    for at in sorted(moving, key=lambda at: (-plan.starts[at], -own.rank[at])):
        own.move(at)
    return replace(plan, starts=tuple(own.starts))


def movable(problem: Problem) -> set[int]:
    """Places of what isolates, of what leads only there, and of what lies between."""
    place = problem.place
    back = tuple(tuple(other for other, _gap in each) for each in problem.after)
    on = {place[each.on] for each in problem.neighbours}
    found = {place[each.off] for each in problem.neighbours}
    for at in reversed(problem.order):
        later = problem.before[at]
        if later and all(other in found for other in later):
            found.add(at)
    for each in problem.neighbours:
        after = _reached(place[each.off], problem.before)
        found |= after & _reached(place[each.on], back)
    fixed = {place[key] for key in problem.fixed_at}
    return found - on - fixed


def _reached(start: int, edges: tuple[tuple[int, ...], ...]) -> set[int]:
    found: set[int] = set()
    open_ones = [start]
    while open_ones:
        for other in edges[open_ones.pop()]:
            if other not in found:
                found.add(other)
                open_ones.append(other)
    return found


class _Later:
    """One task after the other is moved right; all others stand still meanwhile."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan, self.starts = problem, plan, list(plan.starts)
        self.over = max(ends(problem, plan))
        self.mission_end = mission_ends(problem, plan)
        self.rank = {at: rank for rank, at in enumerate(problem.order)}
        self.days: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        self.users: dict[str, list[int]] = defaultdict(list)
        self.areas: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, task in enumerate(problem.tasks):
            for crew in plan.crews_of(at):
                insort(self.days[crew], self._span(at))
            for pool, amount in task.uses:
                if amount:
                    self.users[pool].append(at)
            if task.area:
                self.areas[task.mission, task.area].append(at)

    def _span(self, at: int) -> tuple[int, int, int]:
        start = self.starts[at]
        return start, start + self.problem.tasks[at].minutes, at

    def move(self, at: int) -> None:
        """To the latest minute that leaves everybody else where they are."""
        task, latest = self.problem.tasks[at], self._latest(at)
        breaks = {latest, *(x - task.minutes for x in self._breaks(at))}
        for start in sorted(breaks, reverse=True):
            if self.starts[at] < start <= latest and self._fits(at, start):
                crews = self.plan.crews_of(at)
                for crew in crews:
                    self.days[crew].remove(self._span(at))
                self.starts[at] = start
                for crew in crews:
                    insort(self.days[crew], self._span(at))
                return

    def _latest(self, at: int) -> int:
        """What comes after it, its mission and the next work of its crews allow it."""
        problem, task = self.problem, self.problem.tasks[at]
        latest = self.mission_end.get(task.mission, self.over) - task.minutes
        for other in problem.before[at]:
            for before, gap in problem.after[other]:
                if before == at:
                    latest = min(latest, self.starts[other] - gap)
        for crew in self.plan.crews_of(at):
            day = self.days[crew]
            following = day[day.index(self._span(at)) + 1 :][:1]
            for start, _end, other in following:
                way = problem.way(task.site, problem.tasks[other].site)
                latest = min(latest, start - way - task.minutes)
        return latest

    def _breaks(self, at: int) -> list[int]:
        """Minutes before which it might have to be over: shifts, equipment, areas."""
        task = self.problem.tasks[at]
        crews = [self.problem.crews[crew] for crew in self.plan.crews_of(at)]
        found = [end for crew in crews for _begin, end in crew.shifts]
        for pool, _amount in task.uses:
            found += [self.starts[other] for other in self.users[pool]]
        if task.area:
            there = self.areas[task.mission, task.area]
            found += [self.starts[other] for other in there]
        return found

    def _fits(self, at: int, start: int) -> bool:
        problem, task = self.problem, self.problem.tasks[at]
        end = start + task.minutes
        for crew in self.plan.crews_of(at):
            shifts = stretches(problem.crews[crew], end)
            if not any(begin <= start and end <= over for begin, over in shifts):
                return False
        if not task.minutes:
            return True
        for other in self.areas.get((task.mission, task.area), ()):
            alone = task.exclusive or problem.tasks[other].exclusive
            if other != at and alone and self._meets(other, start, end):
                return False
        capacity = dict(problem.pools)
        return all(
            amount + self._level(pool, at, start, end) <= capacity[pool]
            for pool, amount in task.uses
        )

    def _meets(self, other: int, start: int, end: int) -> bool:
        begin, over, _at = self._span(other)
        return begin < end and start < over

    def _level(self, pool: str, at: int, start: int, end: int) -> int:
        """The most that the others use of it at once in between."""
        moves: list[tuple[int, int]] = []
        for other in self.users[pool]:
            if other != at and self._meets(other, start, end):
                amount = sum(
                    n for key, n in self.problem.tasks[other].uses if key == pool
                )
                moves += [
                    (max(start, self.starts[other]), amount),
                    (self._span(other)[1], -amount),
                ]
        level = most = 0
        for _minute, change in sorted(moves):
            level += change
            most = max(most, level)
        return most
