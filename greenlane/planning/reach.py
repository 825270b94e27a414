"""When a crew could begin a task at all: its shifts, its first way, what it is at.

Whatever the plan, no start lies outside. Bounds and the exact model both begin here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from greenlane.planning.problem import Problem
from greenlane.planning.rows import stretches

Spans = tuple[tuple[int, int], ...]  # (first, last) minute of a start


@dataclass(frozen=True)
class Floor:
    """What no plan is below: the whole cost, the last end, each place alone."""

    cost: int
    last_end: int
    missions: dict[str, int]


class Reach:
    """For each task and crew the spans of its start; and each task's earliest one."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.until = late_enough(problem)
        self.metric = metric(problem)
        self.busy = _busy(problem)
        self.spans = [self._of_task(at) for at in range(len(problem.tasks))]
        self.far = before_then(problem)
        self.heads = self._heads()
        self.tails = _tails(problem)
        self.floor: Floor | None = None  # bounds.floor() fills it, once

    def _of_task(self, at: int) -> dict[int, Spans]:
        if self.problem.tasks[at].key in self.problem.fixed_at:
            return {}
        crews = {crew for able in self.problem.able[at] for crew in able}
        return {
            crew: tuple(self._of_crew(at, crew, ways=self.metric))
            for crew in sorted(crews)
        }

    def with_ways(self, at: int, crew: int) -> Spans:
        """The same, with the ways to and from what is fixed kept in every case."""
        if self.metric:
            return self.spans[at].get(crew, ())
        return tuple(self._of_crew(at, crew, ways=True))

    def _of_crew(self, at: int, crew: int, *, ways: bool) -> Iterator[tuple[int, int]]:
        problem, row = self.problem, self.problem.crews[crew]
        task = problem.tasks[at]
        begin = next(stretches(row, self.until))[0]
        first = begin + ways * problem.way(row.site, task.site)
        barred = [
            (
                start - task.minutes - ways * problem.way(task.site, site),
                end + ways * problem.way(site, task.site),
            )
            for start, end, site in self.busy.get(crew, ())
        ]
        if barred:  # what it is at may have begun before its way would allow
            first = min(first, barred[0][1])
        for begin, end in stretches(row, self.until):
            low, high = max(begin, first, task.release), end - task.minutes
            for last_before, first_after in barred:
                if low <= min(high, last_before):
                    yield low, min(high, last_before)
                low = max(low, first_after)
            if low <= high:
                yield low, high

    def _heads(self) -> list[int]:
        problem = self.problem
        found = [task.release for task in problem.tasks]
        for at in problem.order:
            fixed = problem.fixed_at.get(problem.tasks[at].key)
            if fixed is not None:
                found[at] = fixed.start
                continue
            for other, gap in problem.after[at]:
                found[at] = max(found[at], found[other] + gap)
            found[at] = self.from_then(at, max(found[at], self._material(at)))
        return found

    def from_then(self, at: int, minute: int) -> int:
        """The first start from this minute on when each need has enough people."""
        needs = self.problem.tasks[at].needs
        while True:
            later = minute
            for need, able in zip(needs, self.problem.able[at], strict=True):
                later = max(
                    later, self._enough(at, need.skill, need.heads, able, later)
                )
            if later == minute:
                return minute
            minute = later

    def _enough(
        self, at: int, skill: str, heads: int, able: tuple[int, ...], minute: int
    ) -> int:
        """`until` where there are never enough: no plan at all is possible then."""
        if not self.spans[at] and able:
            return minute  # fixed
        crews = [(self.problem.crews[c].gives(skill), self.spans[at][c]) for c in able]
        times = {minute} | {
            low for _n, spans in crews for low, _high in spans if low > minute
        }
        for time in sorted(times):
            there = sum(
                gives
                for gives, spans in crews
                if any(low <= time <= high for low, high in spans)
            )
            if there >= heads:
                return time
        return max(minute, self.until)

    def _material(self, at: int) -> int:
        """When what it takes has arrived, were it alone."""
        arrivals = {each.key: sorted(each.arrivals) for each in self.problem.stocks}
        earliest = 0
        for key, amount in self.problem.tasks[at].takes:
            level = 0
            for minute, more in arrivals[key]:
                if level >= amount:
                    break
                level, came = level + more, minute
                earliest = max(earliest, came) if level >= amount else earliest
        return earliest


def late_enough(problem: Problem) -> int:
    """A minute by which every plan worth looking at has ended."""
    last = max((end for crew in problem.crews for _a, end in crew.shifts), default=0)
    return problem.horizon + last


def metric(problem: Problem) -> bool:
    """Whether work on the way never makes it shorter: then each two keep theirs.

    A task that is nowhere is everywhere, so it may make a short cut.
    """
    if not any(map(any, problem.travel)):
        return True
    stay: dict[int | None, int] = {}
    for task in problem.tasks:
        if task.needs or task.key in problem.fixed_at:
            stay[task.site] = min(task.minutes, stay.get(task.site, task.minutes))
    depots = {crew.site for crew in problem.crews}
    way = problem.way
    return all(
        way(a, c) <= way(a, b) + stay[b] + way(b, c)
        for a, b, c in product(stay.keys() | depots, stay, stay)
    )


def _busy(problem: Problem) -> dict[int, list[tuple[int, int, int | None]]]:
    """What runs or was acknowledged, by crew and start."""
    found: dict[int, list[tuple[int, int, int | None]]] = {}
    for each in sorted(problem.fixed, key=lambda x: x.start):
        task = problem.tasks[problem.place[each.task]]
        for crew in each.crews:
            found.setdefault(problem.crew_place[crew], []).append(
                (each.start, each.start + task.minutes, task.site)
            )
    return found


def before_then(problem: Problem) -> list[dict[int, int]]:
    """For each task those before it by chains: minutes between the starts at least."""
    found: list[dict[int, int]] = [{} for _task in problem.tasks]
    for at in problem.order:
        if problem.tasks[at].key in problem.fixed_at:
            continue
        for other, gap in problem.after[at]:
            for one, more in ((other, 0), *found[other].items()):
                found[at][one] = max(found[at].get(one, more + gap), more + gap)
    return found


def _tails(problem: Problem) -> list[int]:
    """Minutes from each start to the last end; what happened waits for nothing."""
    found = [task.minutes for task in problem.tasks]
    for at in reversed(problem.order):
        if problem.tasks[at].key in problem.fixed_at:
            continue
        for other, gap in problem.after[at]:
            found[other] = max(found[other], gap + found[at])
    return found
