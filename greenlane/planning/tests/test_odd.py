"""Whatever is asked: refused at birth, impossible in words, or planned faultlessly."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenlane.planning.build import CannotBuild, build
from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.planning.problem import BadProblem, Problem
from greenlane.planning.quick import Builder
from greenlane.planning.search import search
from greenlane.planning.solve import Budget, solve
from greenlane.planning.tests.odd import held, odd

FEW = settings(max_examples=150, deadline=None, derandomize=True)
MANY = settings(
    max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck)
)
seeds = st.integers(0, 1 << 40)


def planned(dice: Random) -> str:
    """What became of one odd problem."""
    try:
        problem = odd(dice)
    except BadProblem as bad:
        assert bad.reasons
        return "refused"
    try:
        plan = greedy(problem)
    except CannotBuild:
        return "impossible"
    if check(problem, plan):
        return f"fault of the rule: {check(problem, plan)}"
    searched(problem, dice)
    later = held(dice, problem, plan)
    try:
        searched(later, dice)
    except CannotBuild:
        return "planned, impossible later"
    return "planned"


def searched(problem: Problem, dice: Random) -> None:
    found = search(problem, seed=dice.randrange(9), stop=lambda builds: builds >= 12)
    assert check(problem, found.plan) == []
    keys = [dice.random() for _task in problem.tasks]
    try:
        plain = build(problem, keys)
    except CannotBuild:
        return
    assert Builder(problem).built(keys).plan() == plain


@given(seeds)
@FEW
def test_an_odd_problem_is_refused_or_planned_without_a_fault(seed: int) -> None:
    assert "fault" not in planned(Random(seed))


def test_each_of_the_three_happens() -> None:
    became = Counter(planned(Random(seed)) for seed in range(150))
    assert {"refused", "impossible", "planned"} <= set(became)


@pytest.mark.soak
@given(seeds)
@MANY
def test_ten_thousand_odd_problems_have_no_fault(seed: int) -> None:
    assert "fault" not in planned(Random(seed))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(200))
def test_the_solver_plans_odd_problems_too(seed: int) -> None:
    try:
        problem = odd(Random(seed))
        result = solve(problem, Budget(builds=30))
    except (BadProblem, CannotBuild):
        return
    assert check(problem, result.plan) == []
