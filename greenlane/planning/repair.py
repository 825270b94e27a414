"""Something came otherwise: the plan that people know is mended at once, not made anew.

Right-shift repair (Vieira, Herrmann, Lin, Journal of Scheduling 6, 2003): crews and
order stay, what overran pushes what comes after it, and only a gap is filled.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from greenlane.planning.build import Able, CannotBuild, Site
from greenlane.planning.crewing import Wanted, crewed
from greenlane.planning.keys import NEVER, latest_first
from greenlane.planning.problem import Problem
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
        kept = None
        if own is not None:
            kept = self._with(at, own, floor)
            due = max(site.ready(at), floor, line.start)
            if kept is not None and kept[0] <= due + PATIENCE:
                return kept
        places = self.problem.crew_place
        site.preferred = frozenset(places[key] for key in line.crews if key in places)
        start, crews = site.soonest(at, floor=floor)
        return kept if kept and kept[0] <= start + PATIENCE else (start, crews)

    def _with(
        self, at: int, own: Able, floor: int
    ) -> tuple[int, tuple[int, ...]] | None:
        try:
            return self.site.soonest(at, floor=floor, able=own)
        except CannotBuild:
            return None

    def _own(self, at: int, line: Line) -> Able | None:
        """Its crews of the last plan for each need, if they are enough alone."""
        told = {self.problem.crew_place.get(key, -1) for key in line.crews}
        needs = self.problem.tasks[at].needs
        own = tuple(
            tuple(crew for crew in able if crew in told)
            for able in self.problem.able[at]
        )
        crews = self.problem.crews
        wanted = [
            Wanted(need.heads, [(c, crews[c].gives(need.skill)) for c in able])
            for need, able in zip(needs, own, strict=True)
        ]
        return own if crewed(wanted) is not None else None
