"""Minutes follow what was recorded, the more cases the closer; safety never shrinks."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlane.planning.estimate import Span, estimated
from greenlane.planning.greedy import greedy
from greenlane.planning.learnt import Recorded, learnt, quantile
from greenlane.planning.problem import Problem
from greenlane.planning.rows import Task

RECIPE = Span(30, 60, 120)


def cases(*minutes: int) -> list[Recorded]:
    return [Recorded(RECIPE, each) for each in minutes]


def test_without_cases_the_recipe_stands() -> None:
    assert learnt(RECIPE, []).span == RECIPE and learnt(RECIPE, []).samples == 0


def test_one_case_moves_it_little_and_many_move_it_far() -> None:
    one, many = learnt(RECIPE, cases(100)), learnt(RECIPE, cases(*[100, 98, 102] * 60))
    assert RECIPE.likely - 5 <= one.span.likely <= 75 and one.samples == 1
    assert many.span.likely == pytest.approx(100, abs=4) and many.samples == 180
    assert many.span.low > 90 and many.span.high < 110


def test_cases_count_relative_to_their_own_plan() -> None:
    """A cable three times as long took three times as long: nothing is learnt."""
    longer = Span(90, 180, 360)
    rows = [Recorded(longer, 3 * each) for each in (50, 60, 70, 80, 90)]
    assert learnt(RECIPE, rows) == learnt(RECIPE, cases(50, 60, 70, 80, 90))


def test_what_was_something_else_is_left_out_and_counted() -> None:
    rows = [*cases(60, 9000), Recorded(Span(0, 0, 0), 5)]
    found = learnt(RECIPE, rows)
    assert (found.samples, found.left_out) == (1, 2)


def test_a_test_is_never_learnt_below_its_minimum() -> None:
    hasty = cases(*[4] * 200)
    assert learnt(RECIPE, hasty).span.likely < 10
    found = learnt(RECIPE, hasty, safety_minimum=20)
    assert found.held and found.span == Span(20, 20, 20)
    assert not learnt(RECIPE, cases(60), safety_minimum=20).held


@given(
    st.lists(st.integers(0, 400), max_size=40),
    st.tuples(*[st.integers(0, 300)] * 3).map(sorted),
    st.none() | st.integers(0, 100),
)
def test_whatever_was_recorded_the_minutes_rise(
    minutes: list[int], told: list[int], least: int | None
) -> None:
    recipe = Span(*told)
    rows = [Recorded(recipe, each) for each in minutes]
    found = learnt(recipe, rows, safety_minimum=least)
    assert found.samples + found.left_out == len(minutes)
    assert found.span.low >= (least or 0)


def test_a_quantile_lies_between_its_neighbours() -> None:
    assert [quantile([1.0, 2.0, 4.0], x) for x in (0, 0.25, 0.75, 1)] == [1, 1.5, 3, 4]


@pytest.mark.parametrize("seed", range(3))
def test_what_was_learnt_promises_what_is_kept_and_errs_on_the_safe_side(
    seed: int,
) -> None:
    dice = Random(seed)
    long_tail = [round(40 + dice.gammavariate(2, 15)) for _each in range(400)]
    triangle = [round(dice.triangular(40, 90, 55)) for _each in range(400)]
    for minutes in (long_tail, triangle):
        span = learnt(RECIPE, cases(*minutes)).span
        problem = Problem(tasks=(Task("t", span.likely),))
        p80 = estimated(problem, greedy(problem), {"t": span}, seed=1).whole.p80
        assert 0.78 <= sum(each <= p80 for each in minutes) / 400 <= 0.88
