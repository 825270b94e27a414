"""The portfolio: never worse than the rule, honest about proof, repeatable."""

from __future__ import annotations

from itertools import permutations

import pytest

from greenlane.planning.bounds import bound
from greenlane.planning.build import build
from greenlane.planning.check import check
from greenlane.planning.problem import Problem
from greenlane.planning.search import search
from greenlane.planning.solution import cost
from greenlane.planning.solve import Budget, solve
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


def test_the_same_seed_gives_the_same_plan_with_any_workers() -> None:
    problem = some.field(4, 7, seed=3)
    one, two = (solve(problem, Budget(builds=40, workers=n)) for n in (1, 4))
    assert one.plan.digest(problem) == two.plan.digest(problem)


def test_the_search_alone_stops_at_its_budget() -> None:
    problem = some.books(40, seed=1)
    found = search(problem, seed=1, stop=lambda builds: builds >= 30)
    again = search(problem, seed=1, stop=lambda builds: builds >= 30)
    assert found == again and found.builds < 40
