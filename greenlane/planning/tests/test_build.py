"""Whatever goes first, what the builder makes is possible, and tight."""

from __future__ import annotations

from random import Random

import pytest

from greenlane.planning.build import CannotBuild, build
from greenlane.planning.check import check
from greenlane.planning.problem import Problem
from greenlane.planning.rows import Crew, Fixed, Need, Stock, Task
from greenlane.planning.tests import some


@pytest.mark.parametrize("seed", range(12))
def test_every_order_of_keys_gives_a_possible_plan(seed: int) -> None:
    dice = Random(seed)
    for problem in (
        some.books(25, seed=seed),
        some.field(4, 8, seed=seed),
        some.field(3, 9, seed=seed, running=2),
    ):
        keys = [dice.random() for _task in problem.tasks]
        assert check(problem, build(problem, keys)) == []


def test_a_crew_travels_and_slips_into_a_gap() -> None:
    crew = Crew("C", (("cable", 1),), site=0)
    need = (Need("cable"),)
    problem = Problem(
        tasks=(
            Task("far", 30, needs=need, site=1, release=100),
            Task("near", 20, needs=need, site=0),
            Task("long", 90, needs=need, site=0),
        ),
        crews=(crew,),
        travel=((0, 15), (15, 0)),
    )
    assert build(problem, [0, 1, 2]).starts == (100, 0, 145)


def test_a_shift_too_short_for_a_task_is_said() -> None:
    crew = Crew("C", (("joint", 1),), shifts=((0, 30), (60, 90)))
    problem = Problem(tasks=(Task("T", 45, needs=(Need("joint"),)),), crews=(crew,))
    with pytest.raises(CannotBuild) as held:
        build(problem, [0])
    assert held.value.task == "T"


def test_material_that_arrives_later_is_waited_for() -> None:
    problem = Problem(
        tasks=tuple(Task(key, 10, takes=(("box", 2),)) for key in "ab"),
        stocks=(Stock("box", ((0, 3), (50, 1))),),
    )
    assert sorted(build(problem, [0, 1]).starts) == [0, 50]


def test_material_that_never_arrives_is_said() -> None:
    task = Task("T", 10, takes=(("box", 2),))
    problem = Problem(tasks=(task,), stocks=(Stock("box", ((0, 1),)),))
    with pytest.raises(CannotBuild):
        build(problem, [0])


def test_what_runs_stays_where_it_is() -> None:
    crew = Crew("C", (("cable", 1),))
    need = (Need("cable"),)
    problem = Problem(
        tasks=(Task("runs", 40, needs=need), Task("next", 10, needs=need)),
        crews=(crew,),
        fixed=(Fixed("runs", 5, ("C",)),),
    )
    plan = build(problem, [9, 0])
    assert plan.starts == (5, 45) and check(problem, plan) == []


def test_what_began_before_the_zero_is_planned_once() -> None:
    crew = Crew("C", (("cable", 1),))
    need = (Need("cable"),)
    problem = Problem(
        tasks=(Task("runs", 40, needs=need), Task("next", 10, needs=need)),
        crews=(crew,),
        fixed=(Fixed("runs", -25, ("C",)),),
    )
    plan = build(problem, [9, 0])
    assert plan.starts == (-25, 15) and check(problem, plan) == []
