"""Why a task starts when it does: one line of the plan for each kind of waiting."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane.planning.build import build
from greenlane.planning.check import check
from greenlane.planning.explain import KINDS, NOTHING, RUNS, Why, chain, explained
from greenlane.planning.greedy import greedy
from greenlane.planning.late import isolated_late
from greenlane.planning.problem import Problem
from greenlane.planning.rows import (
    DARK,
    After,
    Crew,
    Fixed,
    Mission,
    Need,
    Neighbours,
    Stock,
    Task,
)
from greenlane.planning.tests import some

CABLE = (Need("cable"),)


def whys(problem: Problem) -> dict[str, Why]:
    plan = build(problem, list(range(len(problem.tasks))))
    return {each.task: each for each in explained(problem, plan)}


def test_it_waits_for_the_last_of_those_before_it() -> None:
    problem = Problem(
        tasks=(
            Task("a", 30),
            Task("b", 50, release=5),
            Task("c", 5, after=(After("a"), After("b", 10))),
        )
    )
    found = whys(problem)
    assert found["a"] == Why("a", NOTHING)
    assert found["b"] == Why("b", "release", until=5, slack=5)
    assert found["c"] == Why("c", "task", "b", until=65, slack=35)


def test_it_waits_for_a_crew_that_comes_from_another_task() -> None:
    problem = Problem(
        tasks=(
            Task("far", 30, needs=CABLE, site=1),
            Task("near", 10, needs=CABLE, site=0),
        ),
        crews=(Crew("C", (("cable", 1),), site=0),),
        travel=((0, 15), (15, 0)),
    )
    found = whys(problem)
    assert found["far"] == Why("far", "crew", "C", until=15, slack=15)
    assert found["near"] == Why("near", "crew", "C", "far", 60, 60)


def test_it_waits_for_the_next_shift() -> None:
    crew = Crew("C", (("cable", 1),), shifts=((0, 60), (100, 200)))
    tasks = tuple(Task(key, 40, needs=CABLE) for key in "ab")
    found = whys(Problem(tasks=tasks, crews=(crew,)))
    assert found["b"] == Why("b", "shift", "C", until=100, slack=100)


def test_it_waits_for_equipment_material_and_its_area() -> None:
    problem = Problem(
        tasks=(
            Task("lift", 30, uses=(("crane", 1),)),
            Task("again", 5, uses=(("crane", 1),)),
            Task("box", 5, takes=(("box", 1),)),
            Task("test", 20, area="lv", exclusive=True),
            Task("joint", 5, area="lv"),
        ),
        pools=(("crane", 1),),
        stocks=(Stock("box", ((45, 2),)),),
    )
    found = whys(problem)
    assert found["again"] == Why("again", "pool", "crane", "lift", 30, 30)
    assert found["box"] == Why("box", "stock", "box", until=45, slack=45)
    assert found["joint"] == Why("joint", "area", "lv", "test", 20, 20)


def test_what_could_start_sooner_is_said_to_wait_for_nothing() -> None:
    problem = Problem(tasks=(Task("a", 10), Task("b", 10, after=(After("a"),))))
    plan = replace(build(problem, [0, 1]), starts=(0, 25))
    assert explained(problem, plan)[1] == Why("b", NOTHING, until=10, slack=15)


def test_what_runs_is_a_fact() -> None:
    problem = Problem(tasks=(Task("a", 10),), fixed=(Fixed("a", -4),))
    assert whys(problem)["a"] == Why("a", RUNS, until=-4)


def test_the_chain_leads_from_the_end_of_the_mission_to_now() -> None:
    problem = Problem(
        tasks=(
            Task("other", 60, mission="x", needs=CABLE),
            Task("lay", 50, mission="m", needs=CABLE),
            Task("test", 20, mission="m", after=(After("lay"),)),
            Task("paper", 5, mission="m"),
        ),
        crews=(Crew("C", (("cable", 1),)),),
        missions=(Mission("x"), Mission("m")),
        objective=DARK,
    )
    plan = build(problem, [0, 1, 2, 3])
    found = chain(problem, plan, "m")
    assert [(x.task, x.waits_for) for x in found] == [
        ("test", "task"),
        ("lay", "crew"),
        ("other", NOTHING),
    ]
    assert chain(problem, plan, "unknown") == ()


@pytest.mark.parametrize("seed", range(8))
def test_in_a_tight_plan_nothing_waits_without_a_reason(seed: int) -> None:
    """The builder starts each task as early as it goes: something holds each one."""
    problem = some.field(5, 8, seed=seed, running=2)
    plan = greedy(problem)
    found = explained(problem, plan)
    idle = [each for each in found if each.waits_for == NOTHING and each.slack]
    assert len(idle) <= len(found) // 10  # another crew could not come before
    for at, each in enumerate(found):
        if each.waits_for in KINDS:
            assert each.until == plan.starts[at] and each.slack >= 0
    for mission in problem.missions:
        ends = [problem.place[each.task] for each in chain(problem, plan, mission.key)]
        assert [plan.starts[at] for at in ends] == sorted(
            (plan.starts[at] for at in ends), reverse=True
        )


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 5000), st.booleans())
def test_a_minute_sooner_breaks_a_rule_unless_it_waits_for_nothing(
    seed: int, loose: bool
) -> None:
    problem = some.field(3, 7, seed=seed, running=seed % 2)
    rows = tuple(Neighbours(f"O{at}-2", f"O{at}-5") for at in range(3))
    problem = replace(problem, neighbours=rows)
    plan = greedy(problem)
    plan = isolated_late(problem, plan) if loose else plan
    for at, each in enumerate(explained(problem, plan)):
        if each.waits_for == RUNS or not plan.starts[at]:
            continue
        sooner = list(plan.starts)
        sooner[at] -= 1
        faults = check(problem, replace(plan, starts=tuple(sooner)))
        assert bool(faults) == (each.waits_for != NOTHING), (each, faults)
        if each.waits_for == NOTHING:
            sooner[at] = each.until
            assert check(problem, replace(plan, starts=tuple(sooner))) == []
