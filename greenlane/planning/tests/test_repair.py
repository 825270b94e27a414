"""Something came otherwise: only what has to change changes."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.planning.possible import screen
from greenlane.planning.problem import Problem
from greenlane.planning.repair import NOTICE, Line, lines, repaired
from greenlane.planning.rows import After, Crew, Fixed, Need, Task
from greenlane.planning.tests import some

CABLE = (Need("cable"),)
A, B = (Crew(key, (("cable", 1),)) for key in "AB")


def vars_of(problem: Problem) -> dict[str, Any]:
    return {each.name: getattr(problem, each.name) for each in fields(problem)}


def overran(problem: Problem, last: dict[str, Line], by: int) -> Problem:
    """The task that began first runs, and takes so many minutes longer."""
    first = min(problem.tasks, key=lambda task: (last[task.key].start, task.key))
    return replace(
        problem,
        tasks=tuple(
            replace(task, minutes=task.minutes + by) if task is first else task
            for task in problem.tasks
        ),
        fixed=(Fixed(first.key, last[first.key].start, last[first.key].crews),),
    )


@pytest.mark.parametrize("seed", range(3))
def test_if_nothing_came_otherwise_nothing_changes(seed: int) -> None:
    problem = some.field(5, 9, seed=seed)
    plan = greedy(problem)
    assert repaired(problem, lines(problem, plan)) == plan


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 500), st.integers(0, 300), st.integers(0, 6), st.integers(0, 400))
def test_whatever_came_the_plan_is_possible(
    seed: int, by: int, lost: int, now: int
) -> None:
    """One task overran, a crew went home, one order is new, two hours have passed."""
    problem = some.field(4, 9, seed=seed)
    last = lines(problem, greedy(problem))
    news = {key: line for key, line in last.items() if not key.startswith("O1")}
    short = overran(problem, last, by)
    crews = tuple(c for c in short.crews if c.key != f"C{lost}")
    left = screen(**{**vars_of(short), "crews": crews}).problem
    short = short if left is None else left
    plan = repaired(short, news, now=now)
    assert check(short, plan) == []
    assert all(
        start >= now
        for start, task in zip(plan.starts, short.tasks, strict=True)
        if task.key not in short.fixed_at
    )
    for key in soon(short, news, now):
        line, found = news[key], lines(short, plan)[key]
        if found == line:
            continue
        at = short.place[key]
        back = replace(
            plan,
            starts=(*plan.starts[:at], line.start, *plan.starts[at + 1 :]),
            crews=(
                *plan.crews[:at],
                tuple(sorted(short.crew_place[crew] for crew in line.crews)),
                *plan.crews[at + 1 :],
            ),
        )
        assert check(short, back), f"{key} could have stayed"


def soon(problem: Problem, told: dict[str, Line], now: int) -> list[str]:
    """Told for the next ninety minutes, and all of its crews are still there."""
    return [
        task.key
        for task in problem.tasks
        if task.key in told
        and task.key not in problem.fixed_at
        and now <= told[task.key].start < now + NOTICE
        and all(crew in problem.crew_place for crew in told[task.key].crews)
    ]


def test_an_overrun_pushes_the_same_crew_to_the_right() -> None:
    tasks = (Task("one", 90, needs=CABLE), Task("two", 30, needs=CABLE))
    problem = Problem(tasks=tasks, crews=(A, B), fixed=(Fixed("one", 0, ("A",)),))
    last = {"one": Line(0, ("A",)), "two": Line(60, ("A",))}
    plan = repaired(problem, last, now=50)
    assert plan == repaired(problem, last, now=50, notice=0)
    assert lines(problem, plan)["two"] == Line(90, ("A",))


def test_other_crews_come_where_its_own_comes_hours_too_late() -> None:
    tasks = (Task("one", 500, needs=CABLE), Task("two", 30, needs=CABLE))
    problem = Problem(tasks=tasks, crews=(A, B), fixed=(Fixed("one", 0, ("A",)),))
    last = {"one": Line(0, ("A",)), "two": Line(60, ("A",))}
    plan = repaired(problem, last, now=50)
    assert lines(problem, plan)["two"] == Line(60, ("B",))


def test_whoever_is_left_of_the_crews_stays() -> None:
    problem = Problem(
        tasks=(Task("trench", 30, needs=(Need("cable", 2),)),),
        crews=(A, B, Crew("C", (("cable", 1),))),
    )
    last = {"trench": Line(200, ("B", "gone"))}
    assert "B" in lines(problem, repaired(problem, last))["trench"].crews


def test_who_was_told_to_come_soon_comes_neither_sooner_nor_elsewhere() -> None:
    tasks = tuple(Task(key, 30, needs=CABLE) for key in ("soon", "later"))
    problem = Problem(tasks=tasks, crews=(A,))
    last = {"soon": Line(NOTICE - 30, ("A",)), "later": Line(NOTICE + 60, ("A",))}
    plan = repaired(problem, last)
    assert plan.starts == (NOTICE - 30, 0)


def test_an_urgent_new_order_goes_first_but_not_within_the_notice() -> None:
    field = some.field(1, 6, seed=1)
    new, old = (
        replace(field.missions[0], weight=10),
        replace(field.missions[0], key="x"),
    )
    old = replace(old, weight=1)
    tasks = (
        Task("told", 60, mission="x", needs=CABLE),
        Task("planned", 60, mission="x", needs=CABLE, after=(After("told", 90),)),
        Task("urgent", 60, mission=new.key, needs=CABLE, release=100),
    )
    problem = replace(
        field, tasks=tasks, crews=(A,), missions=(new, old), stocks=(), pools=()
    )
    last = {"told": Line(60, ("A",)), "planned": Line(150, ("A",))}
    starts = repaired(problem, last).starts
    assert starts == (60, 210, 120)
