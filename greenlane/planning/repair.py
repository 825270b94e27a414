"""Something came otherwise: the plan that people know is mended at once, not made anew.

Right-shift repair (Vieira, Herrmann, Lin, Journal of Scheduling 6, 2003): crews and
order stay, what overran pushes what comes after it, and only a gap is filled.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from greenlane.planning.build import CannotBuild, Site
from greenlane.planning.crewing import Wanted, crewed
from greenlane.planning.keys import NEVER, latest_first
from greenlane.planning.problem import Problem
from greenlane.planning.profile import FOREVER
from greenlane.planning.solution import Plan

NOTICE = 90  # minutes in which nobody is told otherwise, unless it cannot be
PATIENCE = 60  # minutes that a task waits for its own crew before others are sent
Placed = tuple[int, tuple[int, ...]]  # start, places of the crews


@dataclass(frozen=True)
class Line:
    """What people were told of a task: its start in minutes, keys of its crews."""

    start: int
    crews: tuple[str, ...] = ()


def lines(problem: Problem, plan: Plan) -> dict[str, Line]:
    """Key of each task -> what this plan tells people of it."""
    return {
        task.key: Line(
            plan.starts[at],
            tuple(problem.crews[crew].key for crew in plan.crews_of(at)),
        )
        for at, task in enumerate(problem.tasks)
    }


def repaired(
    problem: Problem, last: Mapping[str, Line], *, now: int = 0, notice: int = NOTICE
) -> Plan:
    """The last plan as far as it still can be; nothing new begins before `now`.

    Falls back to the dispatcher's rule, and raises CannotBuild where that fails too.
    """
    try:
        return _Repair(problem, last, now, notice).run()
    except CannotBuild:
        return _Repair(problem, {}, now, notice).run()


class _Repair:
    def __init__(
        self, problem: Problem, last: Mapping[str, Line], now: int, notice: int
    ) -> None:
        self.problem, self.now, self.until = problem, now, now + notice
        self.told = [last.get(task.key) for task in problem.tasks]
        self.site = Site(problem)

    def run(self) -> Plan:
        keys = self._keys()
        waits = [len(each) for each in self.problem.after]
        ready = [(keys[at], at) for at, count in enumerate(waits) if not count]
        heapify(ready)
        while ready:
            _key, at = heappop(ready)
            if self.problem.tasks[at].key not in self.problem.fixed_at:
                self.site.take(at, *self._placed(at))
            for other in self.problem.before[at]:
                waits[other] -= 1
                if not waits[other]:
                    heappush(ready, (keys[other], other))
        return self.site.plan()

    def _keys(self) -> list[tuple[float, float]]:
        """In the order of the last plan; what is new, before the first less urgent.

        Inside the notice nothing is less urgent: there new work only fills gaps.
        """
        rule = latest_first(self.problem)
        old = sorted(
            (rule[at], float(line.start))
            for at, line in enumerate(self.told)
            if line is not None and line.start >= self.until
        )
        soonest = [NEVER]  # of the old ones from here to the least urgent
        for _rule, start in reversed(old):
            soonest.append(min(soonest[-1], start - 0.5))
        soonest.reverse()
        return [
            (float(line.start), rule[at])
            if line is not None
            else (soonest[bisect_right(old, (rule[at], NEVER))], rule[at])
            for at, line in enumerate(self.told)
        ]

    def _placed(self, at: int) -> Placed:
        """With its own crews if they come in time, else with as many of them as can."""
        line, site = self.told[at], self.site
        site.preferred = frozenset()
        if line is None:
            return site.soonest(at, floor=self.now)
        floor = max(self.now, line.start) if line.start < self.until else self.now
        own = self._own(at, line)
        kept = FOREVER if own is None else site.soonest_with(at, own, floor=floor)
        due = max(site.ready(at), floor, line.start)
        if own is not None and kept <= due + PATIENCE:
            return kept, own
        places = self.problem.crew_place
        site.preferred = frozenset(places[key] for key in line.crews if key in places)
        start, crews = site.soonest(at, floor=floor)
        if own is not None and kept <= start + PATIENCE:
            return kept, own
        return start, crews

    def _own(self, at: int, line: Line) -> tuple[int, ...] | None:
        """Its crews of the last plan, if they still can and are enough alone."""
        needs, able = self.problem.tasks[at].needs, self.problem.able[at]
        places, crews = self.problem.crew_place, self.problem.crews
        told = sorted({places[key] for key in line.crews if key in places})
        wanted = [
            Wanted(
                need.heads,
                [
                    (crew, crews[crew].gives(need.skill))
                    for crew in told
                    if crew in some
                ],
            )
            for need, some in zip(needs, able, strict=True)
        ]
        return crewed(wanted)
