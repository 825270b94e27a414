"""A plan within a budget: the rule, the search, the exact solver, and the checker last.

With a count of builds instead of seconds the same seed gives the same plan everywhere.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from importlib.util import find_spec

from greenlane.planning.bounds import bound
from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.planning.problem import Problem
from greenlane.planning.search import search
from greenlane.planning.solution import Plan, cost

FEW, MANY = 60, 150  # open tasks: proven quickly; beyond, the search alone is better
_WORK_A_BUILD = 0.002  # the solver's own unit of work for each build of the budget


class ImpossiblePlan(RuntimeError):
    """The checker found a fault in a plan of ours: it is not published, ever."""


@dataclass(frozen=True)
class Budget:
    """`builds` instead of `seconds` makes the plan repeatable."""

    seconds: float = 10.0
    builds: int | None = None
    seed: int = 1
    workers: int = 2


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


def solve(problem: Problem, budget: Budget) -> Result:
    """The best plan that the budget gives.

    Raises CannotBuild when some task can be done at no time at all.
    """
    began = time.monotonic()
    rule = greedy(problem)
    lowest = bound(problem)
    tasks = len(problem.tasks) - len(problem.fixed)
    exact = find_spec("ortools") is not None and tasks <= MANY
    share = _share(tasks) if exact else 1.0

    def stop(builds: int) -> bool:
        if budget.builds is not None:
            return builds >= max(1, int(budget.builds * share))
        return time.monotonic() - began >= budget.seconds * share

    found = search(problem, seed=budget.seed, stop=stop, bound=lowest)
    plan, proven = found.plan, found.cost <= lowest
    if exact and not proven:
        left = budget.seconds - (time.monotonic() - began)
        plan, lowest, proven = _exactly(problem, plan, lowest, budget, left)
    price = cost(problem, plan)
    if faults := check(problem, plan):
        raise ImpossiblePlan("; ".join(faults))
    return Result(
        plan=plan,
        objective=price,
        bound=price if proven else max(0, min(lowest, price)),
        proven=proven,
        greedy=cost(problem, rule),
        seconds=time.monotonic() - began,
        builds=found.builds,
        exact=exact,
    )


def _share(tasks: int) -> float:
    """How much of the budget the search has before the solver takes over."""
    return 0.1 if tasks <= FEW else 0.4


def _exactly(
    problem: Problem, plan: Plan, lowest: int, budget: Budget, left: float
) -> tuple[Plan, int, bool]:
    # Here, not above: the import costs a third of a second and 60 MB.
    from greenlane.planning.cpsat import model

    work = None if budget.builds is None else budget.builds * _WORK_A_BUILD
    solved = model.solve(
        problem, plan, seconds=left, work=work, seed=budget.seed, workers=budget.workers
    )
    better = solved.plan
    if better is not None and cost(problem, better) < cost(problem, plan):
        plan = better
    lowest = max(lowest, solved.bound)
    return plan, lowest, solved.proven or lowest >= cost(problem, plan)
