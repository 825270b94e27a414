"""What cannot be planned is named; the rest has a plan, never an empty one."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.planning.possible import screen
from greenlane.planning.problem import BadProblem
from greenlane.planning.rows import After, Crew, Fixed, Need, Neighbours, Stock, Task
from greenlane.planning.tests import some
from greenlane.planning.unable import RULES, Impossible

CABLE = (Need("cable", 2),)
CREWS = (
    Crew("A", (("cable", 2),), shifts=((0, 60), (100, 180))),
    Crew("B", (("joint", 1), ("test", 1)), passes=("ward",)),
)


def of(*tasks: Task, **rows) -> list[Impossible]:
    return list(screen(tasks, rows.pop("crews", CREWS), **rows).impossible)


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (Task("t", 5, needs=(Need("cable", 3),)), "too-few-heads cable cable 3 2"),
        (Task("t", 5, needs=(Need("crane"),)), "too-few-heads crane crane 1 0"),
        (
            Task("t", 5, needs=(Need("joint"), Need("test"))),
            "too-few-heads joint + test joint + test 2 1",
        ),
        (Task("t", 5, needs=CABLE, access="ward"), "no-pass ward cable 2 0"),
        (Task("t", 5, needs=CABLE, only=("B",)), "held-crew-unable B cable 2 0"),
        (Task("t", 5, needs=CABLE, only=("gone",)), "held-crew-unable gone cable 2 0"),
        (Task("t", 90, needs=CABLE), "no-shift-long-enough cable cable 90 80"),
        (
            Task("t", 70, needs=CABLE, release=111),
            "no-shift-long-enough cable cable 70 80",
        ),
        (Task("t", 5, uses=(("crane", 2),)), "no-pool crane  2 1"),
        (Task("t", 5, uses=(("digger", 0),)), "no-pool digger  0 0"),
        (Task("t", 5, takes=(("box", 4),)), "no-stock box  4 3"),
        (Task("t", 5, after=(After("gone"),)), "waits-for-unknown gone  0 0"),
        (Task("t", 5, after=(After("t"),)), "cycle t  0 0"),
    ],
)
def test_each_rule_says_its_figures(task: Task, said: str) -> None:
    fine = Task("fine", 50, needs=CABLE)
    screened = screen(
        (fine, task), CREWS, pools=(("crane", 1),), stocks=(Stock("box", ((9, 3),)),)
    )
    assert [row.task for row in screened.impossible] == ["t"]
    [row] = screened.impossible
    assert f"{row.rule} {row.what} {row.skill} {row.wanted} {row.there}" == said
    assert row.rule in RULES
    assert screened.problem is not None
    assert [each.key for each in screened.problem.tasks] == ["fine"]


def test_what_waits_for_it_is_impossible_too_and_its_mission_has_no_end() -> None:
    tasks = (
        Task("a", 5, "m", needs=(Need("crane"),)),
        Task("b", 5, "m", after=(After("a"),)),
        Task("c", 5, "m", after=(After("b"),)),
        Task("d", 5, "m"),
    )
    mission = replace(some.field(1, 6, seed=1).missions[0], key="m")
    rows = (Neighbours("b", "d"), Neighbours("d", "d"))
    screened = screen(tasks, CREWS, missions=(mission,), neighbours=rows)
    found = {each.task: (each.rule, each.what) for each in screened.impossible}
    assert found == {
        "a": ("too-few-heads", "crane"),
        "b": ("waits-for-impossible", "a"),
        "c": ("waits-for-impossible", "b"),
    }
    assert screened.cut == {"m"}
    assert screened.problem is not None and screened.problem.neighbours == rows[1:]


def test_a_circle_is_told_from_what_waits_for_it() -> None:
    tasks = (
        Task("one", 5, after=(After("two"),)),
        Task("two", 5, after=(After("one"), After("free"))),
        Task("last", 5, after=(After("one"),)),
        Task("free", 5),
    )
    found = {each.task: (each.rule, each.what) for each in of(*tasks)}
    assert found == {
        "one": ("cycle", "two"),
        "two": ("cycle", "one"),
        "last": ("waits-for-impossible", "one"),
    }


def test_what_others_take_or_fill_is_said_of_the_last_one() -> None:
    boxes = tuple(Task(key, 5, takes=(("box", 2),)) for key in "ab")
    [row] = of(*boxes, stocks=(Stock("box", ((0, 3),)),))
    assert row == Impossible("b", "no-stock", "box", wanted=2, there=1)
    full = tuple(Task(key, 60, needs=CABLE) for key in "abc")
    [row] = of(*full)
    assert (row.rule, row.task) == ("no-time-left", "c")


def test_if_nothing_is_left_there_is_no_problem_but_its_reasons() -> None:
    screened = screen((Task("t", 5, needs=(Need("crane"),)),))
    assert screened.problem is None and len(screened.impossible) == 1


def test_what_no_world_can_have_is_refused_at_birth() -> None:
    with pytest.raises(BadProblem):
        screen((Task("t", -5),))


def test_what_runs_is_a_fact_even_against_the_rules() -> None:
    runs = Task(
        "runs", 90, needs=(Need("gone", 9),), uses=(("crane", 1),), area="lv",
        exclusive=True, after=(After("never"),), takes=(("box", 9),),
    )  # fmt: skip
    tasks = (runs, replace(runs, key="too", minutes=50), Task("next", 5, needs=CABLE))
    screened = screen(
        tasks,
        CREWS,
        pools=(("crane", 1),),
        stocks=(Stock("box", ((0, 1),)),),
        fixed=(Fixed("too", 0, ("A", "gone")), Fixed("runs", -30, ("A", "gone"))),
    )
    assert not screened.impossible and screened.problem is not None
    plan = greedy(screened.problem)
    assert check(screened.problem, plan) == []
    assert plan.starts == (-30, 0, 100)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_whatever_is_broken_the_rest_has_a_plan(seed: int) -> None:
    dice = Random(seed)
    problem = some.field(4, 6, seed=seed, running=seed % 3)
    rows = {each.name: getattr(problem, each.name) for each in fields(problem)}
    rows["tasks"] = tuple(_broken(dice, each) for each in problem.tasks)
    rows["crews"] = tuple(
        replace(crew, shifts=crew.shifts[:2] if dice.random() < 0.5 else crew.shifts)
        for crew in problem.crews
        if dice.random() < 0.8
    )
    screened = screen(**rows)
    left = screened.problem.tasks if screened.problem else ()
    keys = [*(task.key for task in left), *(x.task for x in screened.impossible)]
    assert sorted(keys) == sorted(task.key for task in problem.tasks)
    if screened.problem:
        assert check(screened.problem, greedy(screened.problem)) == []


def _broken(dice: Random, task: Task) -> Task:
    kind = dice.randrange(12)
    if kind == 0:
        return replace(task, needs=(Need("nobody"),))
    if kind == 1:
        return replace(task, minutes=2000)
    if kind == 2:
        return replace(task, after=(*task.after, After(task.key[:-1] + "5")))
    if kind == 3:
        return replace(task, only=("C1",), access=dice.choice(("", "ward")))
    return task
