"""A search over the keys: small changes to who goes first, the builder does the rest.

A change stays if the plan is no dearer than before; plans as dear as each other are
many, and walking among them leads on. Accepting dearer ones for a while (late
acceptance) was worse at every size, as there is time for some thousand plans only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from greenlane.planning.books import Books
from greenlane.planning.build import CannotBuild
from greenlane.planning.keys import finite, first_rules, latest_first
from greenlane.planning.meter import NEVER, TooDear
from greenlane.planning.moves import Moves
from greenlane.planning.packed import may_be_packed
from greenlane.planning.problem import Problem
from greenlane.planning.quick import Builder, Built
from greenlane.planning.solution import Plan, cost

Stop = Callable[[int], bool]
ASKED = 50  # changes between two looks at what others found


@dataclass(frozen=True)
class Found:
    """The best plan of a search, its cost, and how many plans were built for it."""

    plan: Plan
    cost: int
    builds: int


@dataclass(frozen=True)
class Others:
    """Who searches beside."""

    news: Callable[[], Plan | None] | None
    tell: Callable[[Plan, int], None] | None


def search(
    problem: Problem,
    *,
    seed: int,
    stop: Stop,
    bound: int = 0,
    start: Plan | None = None,
    news: Callable[[], Plan | None] | None = None,
    tell: Callable[[Plan, int], None] | None = None,
) -> Found:
    """The best plan met until `stop(builds)` says so, or the bound is reached.

    `start` is a plan to begin from, `news` may bring one that others found meanwhile,
    `tell` hears each new best and its cost.

    The same seed and the same count of builds give the same plan, on every machine.
    Raises CannotBuild when some task can be done at no time at all.
    """
    own = _Search(problem, Random(seed), Others(news, tell))
    if start is not None:
        own.hear(start)
    if may_be_packed(problem):
        books = Books(problem, own.dice, begin=start, told=own.hear)
        books.run(lambda: own.best_cost <= bound or stop(books.builds))
        own.builds = books.builds
    else:
        own.run(stop, bound)
    assert own.best is not None
    return Found(own.best, own.best_cost, own.builds)


class _Search:
    def __init__(self, problem: Problem, dice: Random, others: Others) -> None:
        self.problem, self.dice, self.others, self.builds = problem, dice, others, 0
        self.best: Plan | None = None
        self.best_cost = NEVER

    def hear(self, plan: Plan) -> None:
        """A plan was found, here or elsewhere."""
        price = cost(self.problem, plan)
        if price < self.best_cost:
            self.best, self.best_cost = plan, price
            if self.others.tell is not None:
                self.others.tell(plan, price)

    def run(self, stop: Stop, bound: int) -> None:
        self.builder = Builder(self.problem)
        begin = self.best
        self.price = NEVER
        self._try(finite(latest_first(self.problem)))  # if this cannot be, nothing can
        for keys in first_rules(self.problem):
            if stop(self.builds):
                break
            self._try_if_possible(keys)
        if begin is not None:
            self._go_on_from(begin)
        moves = Moves(self.problem, self.dice)
        while moves.free and self.best_cost > bound and not stop(self.builds):
            self._try_if_possible(moves.of(self.keys))
            if self.others.news is not None and self.builds % ASKED == 0:
                self._listen(self.others.news())

    def _try_if_possible(self, keys: list[float]) -> None:
        try:
            self._try(keys)
        except (CannotBuild, TooDear):
            return

    def _try(self, keys: list[float]) -> None:
        """Builds it; if it is no dearer than the one that stands, it stands."""
        self.builds += 1
        built = self.builder.built(keys, limit=self.price)
        price = self.builder.tables.cost(built.starts, built.crews)
        if price <= self.price:
            self._stand(built, keys, price)

    def _stand(self, built: Built, keys: list[float], price: int) -> None:
        self.builder.keep(built)
        self.keys, self.price = keys, price
        if price < self.best_cost:
            self.hear(built.plan())

    def _listen(self, plan: Plan | None) -> None:
        if plan is not None and cost(self.problem, plan) < self.price:
            self.hear(plan)
            self._go_on_from(plan)

    def _go_on_from(self, plan: Plan) -> None:
        """Its starts as keys; what the builder makes of them may be a little dearer."""
        self.builds += 1
        keys = [float(start) for start in plan.starts]
        try:
            built = self.builder.built(keys)
        except CannotBuild:
            return
        price = self.builder.tables.cost(built.starts, built.crews)
        self._stand(built, keys, price)
