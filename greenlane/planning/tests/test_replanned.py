"""A plan is mended while it is lived through: nobody waits all night for one crew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from greenlane.planning.estimate import Span, estimated
from greenlane.planning.greedy import greedy
from greenlane.planning.problem import Problem
from greenlane.planning.replanned import lasting, replanned
from greenlane.planning.rows import After, Crew, Mission, Need, Task
from greenlane.planning.tests import some

NEED = (Need("cable"),)


def test_another_crew_takes_over_where_a_shift_ends() -> None:
    tasks = (Task("a", 30, "m", NEED), Task("b", 30, "m", NEED, after=(After("a"),)))
    early = Crew("E", (("cable", 1),), shifts=((0, 60), (500, 600)))
    late = Crew("L", (("cable", 1),), site=0, shifts=((10, 300),))
    problem = Problem(
        tasks=tasks, crews=(early, late), missions=(Mission("m"),), travel=((0,),)
    )
    spans = {"a": Span(32, 40, 50)}
    plan = greedy(problem)
    assert estimated(problem, plan, spans, seed=1).missions[0].p50 == 530
    found = replanned(problem, plan, spans, seed=1).missions[0]
    assert 65 <= found.p50 <= found.p80 <= 80 and found.samples == 100


def test_without_shifts_both_agree() -> None:
    problem = some.field(3, 6, seed=3)
    crews = tuple(replace(each, shifts=()) for each in problem.crews)
    problem = replace(problem, crews=crews, pools=(("crane", 9),))
    spans = {x.key: Span(x.minutes, x.minutes, x.minutes + 10) for x in problem.tasks}
    plan = greedy(problem)
    one = estimated(problem, plan, spans, seed=1).missions
    two = replanned(problem, plan, spans, seed=2).missions
    for a, b in zip(one, two, strict=True):
        assert b.p50 == pytest.approx(a.p50, abs=25)


def test_the_same_seed_draws_the_same_and_without_doubt_it_ends_as_planned() -> None:
    problem = some.field(2, 6, seed=5)
    plan = greedy(problem)
    spans = {x.key: Span(x.minutes, x.minutes, 2 * x.minutes) for x in problem.tasks}
    one, two = (replanned(problem, plan, spans, seed=4, draws=8) for _each in "ab")
    assert one == two
    sure = replanned(problem, plan, {}, seed=4, draws=2)
    assert sure == estimated(problem, plan, {}, seed=4, draws=2)


def test_other_minutes_give_the_problem_that_would_be_born_with_them() -> None:
    problem = some.field(2, 6, seed=5, running=1)
    greedy(problem)  # everything derived is known
    minutes = [task.minutes + at for at, task in enumerate(problem.tasks)]
    tasks = tuple(
        replace(task, minutes=n) for task, n in zip(problem.tasks, minutes, strict=True)
    )
    born, found = replace(problem, tasks=tasks), lasting(problem, minutes)
    assert born == found and problem != found
    for name in ("after", "before", "able", "order", "place", "horizon", "fixed_at"):
        assert getattr(born, name) == getattr(found, name)
