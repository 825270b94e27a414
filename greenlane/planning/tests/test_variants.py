"""Three plans with their prices, the calmest first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.planning.possible import screen
from greenlane.planning.repair import Line, lines
from greenlane.planning.rows import Neighbours
from greenlane.planning.solution import cost, neighbours_dark
from greenlane.planning.solve import Budget
from greenlane.planning.tests import some
from greenlane.planning.tests.test_repair import overran
from greenlane.planning.tests.two_buildings import two_buildings
from greenlane.planning.variants import FEWEST, Variant, priced, variants

SMALL = Budget(builds=20)


@pytest.fixture(scope="module", params=[1, 2])
def offered(request: pytest.FixtureRequest):
    problem = some.field(3, 7, seed=request.param)
    problem = replace(problem, neighbours=(Neighbours("O0-3", "O0-5", 2),))
    last = lines(problem, greedy(problem))
    now = overran(problem, last, 60)
    return now, last, variants(now, last, SMALL)


def test_what_changes_more_costs_less(offered) -> None:
    problem, _last, found = offered
    assert found[0].kind == FEWEST
    costs = [each.cost for each in found]
    assert costs == sorted(set(costs), reverse=True)
    assert all(check(problem, each.plan) == [] for each in found)


def test_each_price_is_that_of_its_plan(offered) -> None:
    problem, last, found = offered
    for each in found:
        assert each.cost == cost(problem, each.plan)
        assert each.dark == neighbours_dark(problem, each.plan)
        assert each == priced(problem, last, each.plan, kind=each.kind)
        assert 0 <= each.changed <= each.due


def test_the_same_seed_offers_the_same(offered) -> None:
    problem, last, found = offered
    assert variants(problem, last, SMALL) == found


def test_where_nothing_can_be_better_one_plan_is_offered() -> None:
    problem = some.field(1, 6, seed=3)
    free = variants(problem, {}, SMALL)[-1]
    last = lines(problem, free.plan)
    [only] = variants(problem, last, SMALL)
    assert (only.kind, only.changed, only.moved) == (FEWEST, 0, ())


def test_who_ends_later_and_who_sooner_is_said() -> None:
    problem = some.field(2, 6, seed=1)
    plan = greedy(problem)
    last = lines(problem, plan)
    key = "O1-" + str(sum(task.mission == "O1" for task in problem.tasks) - 1)
    last[key] = Line(last[key].start - 15, ("X",))
    found: Variant = priced(problem, last, plan, kind=FEWEST)
    assert dict(found.moved)["O1"] <= 15 and set(dict(found.moved)) == {"O1"}


def test_nothing_begins_before_now() -> None:
    problem = some.field(2, 6, seed=4)
    last = lines(problem, greedy(problem))
    for each in variants(problem, last, SMALL, now=200):
        assert min(each.plan.starts) >= 200


def test_a_problem_without_missions_has_its_variants_too() -> None:
    """A gang of the two buildings does not come: everybody is told something else."""
    problem = two_buildings()
    last = lines(problem, greedy(problem))
    screened = screen(problem.tasks, problem.crews[1:])
    assert {each.task for each in screened.impossible} >= {"lay-1", "isolate"}
    short = screened.problem
    found = variants(short, last, SMALL)
    assert found[0].kind == FEWEST and found[0].moved == ()
    assert all(check(short, each.plan) == [] for each in found)
