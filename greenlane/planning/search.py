"""A search over the keys: small changes to who goes first, the builder does the rest.

Late acceptance (Burke and Bykov, European Journal of Operational Research 258, 2017):
a change stays if the plan is no worse than the one that stood some changes before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from greenlane.planning.build import CannotBuild, build
from greenlane.planning.keys import heads, latest_first, tails
from greenlane.planning.mirror import justified, may_be_mirrored, mirrored
from greenlane.planning.problem import Problem
from greenlane.planning.solution import Plan, cost

MEMORY = 40  # how many changes ago a plan is compared with
Stop = Callable[[int], bool]


@dataclass(frozen=True)
class Found:
    """The best plan of a search, its cost, and how many plans were built for it."""

    plan: Plan
    cost: int
    builds: int


def search(problem: Problem, *, seed: int, stop: Stop, bound: int = 0) -> Found:
    """The best plan met until `stop(builds)` says so, or the bound is reached.

    The same seed and the same count of builds give the same plan.
    """
    return _Search(problem, Random(seed)).run(stop, bound)


class _Search:
    def __init__(self, problem: Problem, dice: Random) -> None:
        self.problem, self.dice, self.builds = problem, dice, 0
        self.backwards = mirrored(problem) if may_be_mirrored(problem) else None
        self.free = [
            at
            for at, task in enumerate(problem.tasks)
            if task.key not in problem.fixed_at
        ]

    def run(self, stop: Stop, bound: int) -> Found:
        plan = min(self._first(), key=lambda each: cost(self.problem, each))
        best = here = plan
        best_cost = here_cost = cost(self.problem, plan)
        past = [best_cost] * MEMORY
        while best_cost > bound and self.free and not stop(self.builds):
            made = self._built(self._changed(here))
            if made is None:
                continue
            plan, price = made, cost(self.problem, made)
            place = self.builds % MEMORY
            if price <= here_cost or price <= past[place]:
                here, here_cost = plan, price
            past[place] = here_cost
            if price < best_cost:
                best, best_cost = plan, price
        return Found(best, best_cost, self.builds)

    def _first(self) -> list[Plan]:
        """Plans by the usual rules; at least the dispatcher's must be possible."""
        first = build(self.problem, latest_first(self.problem))
        self.builds += 1
        rules = (
            [float(each) for each in heads(self.problem)],
            [-float(each) for each in tails(self.problem)],
        )
        made = (self._built(keys) for keys in rules)
        return [first, *(each for each in made if each is not None)]

    def _built(self, keys: list[float]) -> Plan | None:
        self.builds += 1
        try:
            plan = build(self.problem, keys)
        except CannotBuild:
            return None
        if self.backwards is None:
            return plan
        self.builds += 2
        return justified(self.problem, self.backwards, plan)

    def _changed(self, plan: Plan) -> list[float]:
        """The starts of the plan as keys, with a few tasks or one mission moved."""
        keys = [float(start) for start in plan.starts]
        span = max(keys) - min(keys) + 1.0
        if self.problem.missions and self.dice.random() < 0.3:
            mission = self.dice.choice(self.problem.missions).key
            shift = self.dice.gauss(0.0, span / 4)
            for at in self.free:
                if self.problem.tasks[at].mission == mission:
                    keys[at] += shift
            return keys
        for _each in range(self.dice.choice((1, 1, 2, 3, 5))):
            at = self.dice.choice(self.free)
            keys[at] += self.dice.gauss(0.0, span / 6)
        return keys
