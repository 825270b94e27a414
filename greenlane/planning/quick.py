"""The same plans as `build.build`, sooner: only what a change can reach is built anew.

A builder remembers one plan. Of the next, whatever stands before the first change is
taken over, and so is each later task whose crews, equipment and predecessors are, up
to its own end, as they were.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from greenlane.planning.build import CannotBuild, build
from greenlane.planning.ground import Ground
from greenlane.planning.meter import NEVER, Meter
from greenlane.planning.problem import Problem
from greenlane.planning.profile import FOREVER
from greenlane.planning.solution import Plan
from greenlane.planning.tables import Tables
from greenlane.planning.unlike import Unlike

EVERY = 16  # tasks between two copies of the ground


@dataclass
class Built:
    """Order in which the tasks were placed, and what came out, by place."""

    order: list[int]
    starts: list[int]
    crews: list[tuple[int, ...]]

    def plan(self) -> Plan:
        return Plan(tuple(self.starts), tuple(self.crews))


class Builder:
    """`built` makes a plan; `keep` makes it the one from which the next are made."""

    def __init__(self, problem: Problem) -> None:
        self.tables = Tables(problem)
        self.empty = Ground(self.tables)
        self.meter = Meter(self.tables, NEVER)
        self.held = [False] * len(problem.tasks)
        self.base: Built | None = None
        self.grounds: list[Ground] = []  # before each EVERY-th task of the base
        self.made = 0  # tasks that were looked for a place
        for at, _start, _crews in self.tables.fixed:
            self.held[at] = True
        if self.tables.sound:
            self.empty.hold(self.tables.fixed)

    def order(self, keys: Sequence[float]) -> list[int]:
        """The smallest key among those that are ready, again and again."""
        waits, before = self.tables.waits[:], self.tables.before
        ready = [(keys[at], at) for at, count in enumerate(waits) if not count]
        heapify(ready)
        found = []
        while ready:
            at = heappop(ready)[1]
            found.append(at)
            for other in before[at]:
                waits[other] -= 1
                if not waits[other]:
                    heappush(ready, (keys[other], other))
        return [at for at in found if not self.held[at]]

    def built(self, keys: Sequence[float], *, limit: int = NEVER) -> Built:
        """Raises CannotBuild as the plain builder does; TooDear past the limit."""
        return self.in_order(self.order(keys), limit=limit)

    def in_order(self, order: list[int], *, limit: int = NEVER) -> Built:
        """The plan that comes out when the tasks are placed in this order."""
        base = self.base
        self.meter = Meter(self.tables, limit)
        if not self.tables.sound:
            return self._plainly(order)
        if base is None:
            return self._anew(order)
        first = _same_until(order, base.order)
        if first == len(order):
            return base
        moved = moved_of([self.places[at] for at in order[first:]])
        if 3 * len(moved) > len(order):
            return self._anew(order)
        return self._changed(base, order, first, {order[first + at] for at in moved})

    def keep(self, built: Built) -> None:
        """From now on plans are made out of this one."""
        first = _same_until(built.order, self.base.order) if self.base else 0
        self.base = built
        self.places = [0] * len(built.starts)
        for place, at in enumerate(built.order):
            self.places[at] = place
        self.grounds = self.grounds[: first // EVERY + 1] or [self.empty.copy()]

    def _anew(self, order: list[int]) -> Built:
        built = Built(order, self._starts(), self._held_crews())
        ground = self.empty.copy()
        for at in order:
            self._place(ground, built, at)
        return built

    def _plainly(self, order: list[int]) -> Built:
        """Where later work may change what was possible before it."""
        keys = [0] * len(self.held)
        for place, at in enumerate(order):
            keys[at] = place
        plan = build(self.tables.problem, keys)
        return Built(order, list(plan.starts), list(plan.crews))

    def _starts(self) -> list[int]:
        starts = [0] * len(self.held)
        for at, start, _crews in self.tables.fixed:
            starts[at] = start
        return starts

    def _held_crews(self) -> list[tuple[int, ...]]:
        found: list[tuple[int, ...]] = [()] * len(self.held)
        for at, _start, crews in self.tables.fixed:
            found[at] = crews
        return found

    def _place(self, ground: Ground, built: Built, at: int) -> None:
        tables, starts = self.tables, built.starts
        start = tables.release[at]
        for other, gap in tables.after[at]:
            if starts[other] + gap > start:
                start = starts[other] + gap
        start, crews = ground.place(at, start)
        if start >= FOREVER:
            raise CannotBuild(tables.problem.tasks[at].key)
        self.meter.note(at, start)
        tables.ask_first(at, crews)
        starts[at], built.crews[at] = start, crews
        ground.take(at, start, crews)
        self.made += 1

    def _changed(
        self, base: Built, order: list[int], first: int, moved: set[int]
    ) -> Built:
        """`moved` are the tasks that stand elsewhere than among the others before."""
        built = Built(order, base.starts[:], base.crews[:])
        ground = self._ground_at(base, first)
        unlike = Unlike(self.tables, base.starts, base.crews)
        for at in order[:first]:
            self.meter.note(at, base.starts[at])
        passed = first  # how many of the base's order have been gone by
        for at in order[first:]:
            if at not in moved:
                while base.order[passed] != at:
                    unlike.passes(base.order[passed])
                    passed += 1
                passed += 1
                if unlike.leaves(at, built.starts):
                    self.meter.note(at, base.starts[at])
                    ground.take(at, base.starts[at], base.crews[at])
                    continue
            self._place(ground, built, at)
            if at in moved:
                unlike.moved(at, built.starts[at], built.crews[at])
            else:
                unlike.differs(at, built.starts[at], built.crews[at])
        return built

    def _ground_at(self, base: Built, first: int) -> Ground:
        """As it was before the first task that changes; copies are made as needed."""
        while len(self.grounds) <= first // EVERY:
            begin = EVERY * (len(self.grounds) - 1)
            ground = self.grounds[-1].copy()
            for at in base.order[begin : begin + EVERY]:
                ground.take(at, base.starts[at], base.crews[at])
            self.grounds.append(ground)
        ground = self.grounds[first // EVERY].copy()
        for at in base.order[first // EVERY * EVERY : first]:
            ground.take(at, base.starts[at], base.crews[at])
        return ground


def _same_until(one: list[int], two: list[int]) -> int:
    for place, (a, b) in enumerate(zip(one, two, strict=True)):
        if a != b:
            return place
    return len(one)


def moved_of(places: list[int]) -> set[int]:
    """Where those stand that have to move so that the rest is in order (patience)."""
    tops: list[int] = []
    piles: list[int] = []  # the place of each pile's top
    behind = [-1] * len(places)
    for at, place in enumerate(places):
        pile = bisect_left(tops, place)
        if pile == len(tops):
            tops.append(place)
            piles.append(at)
        else:
            tops[pile], piles[pile] = place, at
        behind[at] = piles[pile - 1] if pile else -1
    stays, at = set(), piles[-1] if piles else -1
    while at >= 0:
        stays.add(at)
        at = behind[at]
    return set(range(len(places))) - stays
