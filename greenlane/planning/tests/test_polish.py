"""Part by part: what is not planned anew keeps its crews, and nothing gets dearer."""

from __future__ import annotations

from random import Random

import pytest

from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.planning.neighbourhoods import free_tasks, ways_to_pick
from greenlane.planning.problem import Problem
from greenlane.planning.reach import Reach
from greenlane.planning.solution import cost
from greenlane.planning.tests import some

pytest.importorskip("ortools")

from greenlane.planning.cpsat import model
from greenlane.planning.cpsat.polish import Polisher
from greenlane.planning.cpsat.scope import freed

PROBLEMS = [some.field(6, 10, seed=4, running=2), some.books(60, seed=1)]


@pytest.mark.parametrize("problem", PROBLEMS, ids=["field", "books"])
def test_rounds_of_polish_never_make_a_plan_dearer(problem: Problem) -> None:
    plan = greedy(problem)
    polisher = Polisher(problem, Reach(problem), Random(1))
    for _round in range(4):
        better = polisher.round(plan)
        assert check(problem, better) == []
        assert cost(problem, better) <= cost(problem, plan)
        plan = better


@pytest.mark.parametrize("problem", PROBLEMS, ids=["field", "books"])
def test_who_is_not_freed_keeps_the_crews(problem: Problem) -> None:
    plan, reach = greedy(problem), Reach(problem)
    free = free_tasks(problem)[:9]
    scope = freed(problem, reach, plan, free)
    solved = model.solve(problem, scope, plan, model.Effort(0.0, work=0.02))
    assert solved.plan is not None and not solved.proven
    for at in set(range(len(problem.tasks))) - set(free):
        assert solved.plan.crews_of(at) == plan.crews_of(at)


@pytest.mark.parametrize("problem", PROBLEMS, ids=["field", "books"])
def test_each_way_to_pick_picks_only_what_is_open(problem: Problem) -> None:
    plan, dice = greedy(problem), Random(2)
    for pick in ways_to_pick(problem):
        found = pick(problem, plan, dice, 12)
        assert 0 < len(found) == len(set(found)) <= 12
        assert set(found) <= set(free_tasks(problem))
