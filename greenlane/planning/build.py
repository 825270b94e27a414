"""The schedule builder: task by task by their keys, each as early as it goes.

Serial schedule generation (Kolisch, European Journal of Operational Research 90, 1996),
with crews that travel: each new task may slip into a gap that is long enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from greenlane.planning.crewing import Wanted, crewed
from greenlane.planning.day import Day
from greenlane.planning.problem import Problem
from greenlane.planning.profile import FOREVER, Profile, Store
from greenlane.planning.rows import Task
from greenlane.planning.solution import Plan


class CannotBuild(ValueError):
    """Some task can be done at no time at all: `task` is its key."""

    def __init__(self, task: str) -> None:
        super().__init__(f"no time is possible for {task}")
        self.task = task


def build(problem: Problem, keys: Sequence[float]) -> Plan:
    """The plan that comes out when the smallest key among the ready tasks goes first.

    Raises CannotBuild when shifts, equipment or material never allow a task.
    """
    site = Site(problem)
    waits = [len(each) for each in problem.after]
    ready = [(keys[at], at) for at, count in enumerate(waits) if not count]
    heapify(ready)
    while ready:
        _key, at = heappop(ready)
        site.place(at)
        for other in problem.before[at]:
            waits[other] -= 1
            if not waits[other]:
                heappush(ready, (keys[other], other))
    return site.plan()


class Site:
    """What has been planned so far, and what it leaves."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.starts = [0] * len(problem.tasks)
        self.held = {problem.place[each.task] for each in problem.fixed}
        self.crews: list[tuple[int, ...]] = [()] * len(problem.tasks)
        self.days = [Day(problem, at) for at in range(len(problem.crews))]
        self.pools = {key: Profile(capacity) for key, capacity in problem.pools}
        self.stores = {each.key: Store(each.arrivals) for each in problem.stocks}
        self.areas: dict[tuple[str, str], list[tuple[int, int, bool]]] = {}
        self.preferred: frozenset[int] = frozenset()  # crews taken before all others
        for each in problem.fixed:
            crews = tuple(problem.crew_place[crew] for crew in each.crews)
            self.take(problem.place[each.task], each.start, crews)

    def plan(self) -> Plan:
        return Plan(tuple(self.starts), tuple(self.crews))

    def place(self, at: int) -> None:
        """As early as everything that it needs allows."""
        if at in self.held:
            return None
        return self.take(at, *self.soonest(at))

    def soonest(self, at: int, *, floor: int = 0) -> tuple[int, tuple[int, ...]]:
        """Its first start from `floor` on, and the crews; nothing is taken yet."""
        task, start = self.problem.tasks[at], max(self.ready(at), floor)
        while True:
            start = self._things_fit(task, start)
            if start >= FOREVER:
                raise CannotBuild(task.key)
            free, crews = self._crews_fit(at, task, start)
            if free == start:
                return start, crews
            start = free

    def soonest_with(self, at: int, crews: tuple[int, ...], *, floor: int) -> int:
        """The same with these crews and no others; FOREVER if there is no minute."""
        task, start = self.problem.tasks[at], max(self.ready(at), floor)
        while start < FOREVER:
            things = self._things_fit(task, start)
            start = things
            for crew in crews:
                start = self.days[crew].fits(start, task.minutes, task.site)
            if start == things:
                return start
        return FOREVER

    def ready(self, at: int) -> int:
        """When those before it have ended, not before its release."""
        ends = (self.starts[other] + gap for other, gap in self.problem.after[at])
        return max(self.problem.tasks[at].release, 0, *ends)

    def _things_fit(self, task: Task, start: int) -> int:
        """The first minute when equipment, material and area allow it."""
        while start < FOREVER:
            later = self._area_free(task, start)
            for key, amount in task.takes:
                later = self.stores[key].fits(later, amount)
            for key, amount in task.uses:
                later = self.pools[key].fits(later, task.minutes, amount)
            if later == start:
                return start
            start = later
        return FOREVER

    def _area_free(self, task: Task, start: int) -> int:
        for begin, end, alone in sorted(self.areas.get((task.mission, task.area), ())):
            meets = begin < start + task.minutes and start < end
            if meets and (alone or task.exclusive):
                start = end
        return start

    def _crews_fit(
        self, at: int, task: Task, start: int
    ) -> tuple[int, tuple[int, ...]]:
        """(start, crews) if enough can come then; else the next minute to try."""
        if not task.needs:
            return start, ()
        free: dict[int, int] = {}
        for able in self.problem.able[at]:
            for crew in able:
                if crew not in free:
                    free[crew] = self.days[crew].fits(start, task.minutes, task.site)
        now = {crew for crew, minute in free.items() if minute == start}
        crews = self._chosen(at, task, start, now)
        if crews is not None:
            return start, crews
        return self._later(at, task, start, free), ()

    def _later(self, at: int, task: Task, start: int, free: dict[int, int]) -> int:
        """Before this minute too few can come to one of the needs."""
        soonest = min((m for m in free.values() if m > start), default=FOREVER)
        for need, able in zip(task.needs, self.problem.able[at], strict=True):
            missing = need.heads
            for crew in sorted(able, key=free.__getitem__):
                missing -= self.problem.crews[crew].gives(need.skill)
                if missing <= 0:
                    soonest = max(soonest, free[crew])
                    break
        return soonest

    def _chosen(
        self, at: int, task: Task, start: int, now: set[int]
    ) -> tuple[int, ...] | None:
        """Crews for every need, the nearest and the least versatile first; or None."""
        wanted = [
            Wanted(
                need.heads,
                sorted(
                    (
                        (crew, self.problem.crews[crew].gives(need.skill))
                        for crew in able
                        if crew in now
                    ),
                    key=lambda each: self._regret(each[0], start, task.site),
                ),
            )
            for need, able in zip(task.needs, self.problem.able[at], strict=True)
        ]
        return crewed(wanted)

    def _regret(
        self, crew: int, start: int, site: int | None
    ) -> tuple[bool, int, int, int, int]:
        row, other = self.problem.crews[crew], crew not in self.preferred
        way = self.days[crew].way_before(start, site)
        return other, way, len(row.skills), row.most(), crew

    def take(self, at: int, start: int, crews: tuple[int, ...]) -> None:
        task = self.problem.tasks[at]
        self.starts[at], self.crews[at] = start, crews
        for crew in crews:
            self.days[crew].take(start, task.minutes, task.site)
        for key, amount in task.uses:
            self.pools[key].take(start, task.minutes, amount)
        for key, amount in task.takes:
            self.stores[key].take(start, amount)
        if task.area and task.minutes:
            there = self.areas.setdefault((task.mission, task.area), [])
            there.append((start, start + task.minutes, task.exclusive))
