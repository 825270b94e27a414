"""A plan within a budget: the rule, the search, the exact solver, and the checker last.

With a count of builds instead of seconds the same seed gives the same plan everywhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from greenlane.planning.board import Board, ImpossiblePlan, Step
from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.planning.late import isolated_late
from greenlane.planning.portfolio import Budget, work
from greenlane.planning.problem import Problem
from greenlane.planning.reach import Reach
from greenlane.planning.scale import divided, longer, shorter, step
from greenlane.planning.solution import Plan, cost

__all__ = ["Budget", "ImpossiblePlan", "Result", "Step", "solve"]


@dataclass(frozen=True)
class Result:
    """`objective`, `bound` and `greedy` in the unit of the objective."""

    plan: Plan
    objective: int
    bound: int
    proven: bool
    greedy: int
    seconds: float
    builds: int
    exact: bool  # whether the solver took part

    def as_dict(self, problem: Problem) -> dict[str, object]:
        return {
            "objective": self.objective,
            "bound": self.bound,
            "proven": self.proven,
            "greedy": self.greedy,
            "seconds": round(self.seconds, 3),
            "builds": self.builds,
            "exact": self.exact,
            "hash": self.plan.digest(problem),
        }


def solve(
    problem: Problem,
    budget: Budget,
    *,
    first: Plan | None = None,
    told: Callable[[Step], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Result:
    """The best plan that the budget gives; `first` is one that is known, if possible.

    `told` hears of each better plan as it comes, `stop` may end the work between two.
    Raises CannotBuild when some task can be done at no time at all.
    """
    began = time.monotonic()
    rule = greedy(problem)
    known = (rule,) if first is None or check(problem, first) else (rule, first)
    by = step(problem, *known)
    board = _board(problem, budget, by, told, stop, began)
    for plan, who in zip(known, ("rule", "repair"), strict=False):
        board.offer(shorter(plan, by), who)
    builds, exact = work(board, budget)
    plan, objective = longer(board.plan(), by), by * board.price
    if problem.neighbours:
        plan = isolated_late(problem, plan)
        objective = cost(problem, plan)
    if faults := check(problem, plan):
        raise ImpossiblePlan("; ".join(faults))
    return Result(
        plan=plan,
        objective=objective,
        bound=objective if board.proven() else max(0, by * board.lowest),
        proven=board.proven(),
        greedy=cost(problem, rule),
        seconds=board.spent(),
        builds=builds,
        exact=exact,
    )


def _board(
    problem: Problem,
    budget: Budget,
    by: int,
    told: Callable[[Step], None] | None,
    stop: Callable[[], bool] | None,
    began: float,
) -> Board:
    """All engines work in steps of `by` minutes; whoever is told hears minutes."""

    def tell(found: Step) -> None:
        if told is not None:
            plan, price = longer(found.plan, by), found.objective * by
            told(Step(plan, price, found.by, found.seconds))

    small = divided(problem, by)
    return Board(small, Reach(small), budget.seconds, tell, stop, began=began)
