"""The portfolio: never worse than the rule, honest about proof, repeatable."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations

import pytest

from greenlane.planning import portfolio
from greenlane.planning.bounds import bound
from greenlane.planning.build import build
from greenlane.planning.check import check
from greenlane.planning.problem import Problem
from greenlane.planning.search import search
from greenlane.planning.solution import Plan, cost
from greenlane.planning.solve import Budget, Step, solve
from greenlane.planning.tests import some

SMALL = Budget(builds=60)


def best_of_all(problem: Problem) -> int:
    """Every order of the tasks, built: for a pool and chains one of them is best."""
    orders = permutations(range(len(problem.tasks)))
    return min(cost(problem, build(problem, list(order))) for order in orders)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_proven_is_the_best_of_all(seed: int) -> None:
    problem = some.books(7, seed=seed)
    result = solve(problem, SMALL)
    assert result.proven
    assert result.objective == result.bound == best_of_all(problem)


@pytest.mark.parametrize("seed", range(4))
def test_in_the_field_it_is_possible_and_no_dearer_than_the_rule(seed: int) -> None:
    problem = some.field(3, 8, seed=seed, running=seed % 2)
    result = solve(problem, SMALL)
    assert check(problem, result.plan) == []
    assert bound(problem) <= result.bound <= result.objective <= result.greedy
    assert cost(problem, result.plan) == result.objective


@pytest.mark.parametrize(
    "problem",
    [some.field(4, 7, seed=3), some.books(34, seed=2)],
    ids=["field", "books"],
)
def test_the_same_seed_gives_the_same_plan_with_any_workers(problem: Problem) -> None:
    plans = [solve(problem, Budget(builds=40, workers=n)).plan for n in (1, 4, 1)]
    assert len({plan.digest(problem) for plan in plans}) == 1


@pytest.mark.parametrize("seed", range(3))
def test_a_longer_run_never_contradicts_a_proof(seed: int) -> None:
    problem = some.field(2, 12, seed=seed)
    short = solve(problem, Budget(builds=30))
    longer = solve(problem, Budget(builds=400, seed=seed + 7))
    assert short.bound <= longer.objective
    assert not short.proven or short.objective <= longer.objective


def test_each_better_plan_is_told_and_possible() -> None:
    problem, steps = some.field(3, 8, seed=2), list[Step]()
    result = solve(problem, SMALL, told=steps.append)
    prices = [step.objective for step in steps]
    assert prices == sorted(set(prices), reverse=True)
    assert steps[0].by == "rule" and steps[-1].plan == result.plan
    assert all(check(problem, step.plan) == [] for step in steps)


def test_who_says_stop_has_the_plan_of_the_rule_at_once() -> None:
    problem = some.field(5, 9, seed=1)
    result = solve(problem, Budget(seconds=60), stop=lambda: True)
    assert result.objective <= result.greedy and result.seconds < 20


def test_a_plan_that_is_known_is_never_made_worse() -> None:
    problem = some.field(3, 8, seed=1)
    known = solve(problem, Budget(builds=200)).plan
    again = solve(problem, Budget(builds=1, seed=5), first=known)
    assert again.objective <= cost(problem, known)


def test_a_known_plan_that_became_impossible_is_left_aside() -> None:
    problem = some.field(3, 8, seed=1)
    old = Plan((0,) * len(problem.tasks), ((),) * len(problem.tasks))
    assert check(problem, solve(problem, SMALL, first=old).plan) == []


def test_without_the_solver_the_search_plans_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(portfolio, "find_spec", lambda _name: None)
    problem = some.field(3, 8, seed=0)
    result = solve(problem, SMALL)
    assert not result.exact and check(problem, result.plan) == []
    assert bound(problem) <= result.bound <= result.objective


def test_who_imports_the_planner_does_not_load_the_solver() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, greenlane.planning.solve; print('ortools' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "False"


def test_the_search_alone_stops_at_its_budget() -> None:
    problem = some.books(40, seed=1)
    found = search(problem, seed=1, stop=lambda builds: builds >= 30)
    again = search(problem, seed=1, stop=lambda builds: builds >= 30)
    assert found == again and found.builds < 40
