"""Who serves which need: crews of several people, each in one need only."""

from __future__ import annotations

from greenlane.planning.build import build
from greenlane.planning.check import check
from greenlane.planning.crewing import Wanted, crewed
from greenlane.planning.problem import Problem
from greenlane.planning.rows import Crew, Need, Neighbours, Stay, Task
from greenlane.planning.solution import Plan, cost


def test_two_crews_bring_the_heads_of_one_need_together() -> None:
    problem = Problem(
        tasks=(Task("trench", 30, needs=(Need("cable", 10),)),),
        crews=tuple(
            Crew(key, (("cable", heads),))
            for key, heads in (("a", 4), ("b", 6), ("c", 3))
        ),
    )
    plan = build(problem, [0])
    assert plan.crews == ((0, 1),) and check(problem, plan) == []


def test_nobody_comes_who_is_not_needed() -> None:
    assert crewed([Wanted(5, [(0, 1), (1, 5)])]) == (1,)


def test_a_crew_serves_one_need_only() -> None:
    both = Wanted(2, [(0, 2)])
    assert crewed([both, both]) is None
    assert crewed([Wanted(2, [(0, 2), (1, 2)]), both]) == (0, 1)


def test_a_pass_and_a_held_crew_are_kept() -> None:
    need = (Need("cable"),)
    problem = Problem(
        tasks=(
            Task("ward", 30, needs=need, access="infected"),
            Task("gate", 30, needs=need, only=("clean",)),
        ),
        crews=(
            Crew("clean", (("cable", 2),)),
            Crew("suited", (("cable", 2),), passes=("infected",)),
        ),
    )
    assert build(problem, [1, 0]).crews == ((1,), (0,))
    said = check(problem, Plan((0, 0), ((0,), (1,))))
    assert [word for word in said if "no pass" in word or "held for" in word] == said


def test_what_people_were_told_and_dark_neighbours_cost() -> None:
    need = (Need("cable"),)
    problem = Problem(
        tasks=(Task("off", 5, needs=need), Task("on", 5, needs=need)),
        crews=(Crew("a", (("cable", 1),)), Crew("b", (("cable", 1),))),
        neighbours=(Neighbours("off", "on", weight=2),),
        stays=(Stay("on", ("b",), start=10, price=7),),
    )
    as_told, changed = Plan((8, 10), ((0,), (1,))), Plan((0, 10), ((0,), (0,)))
    assert cost(problem, as_told) == 15 + 2 * 7
    assert cost(problem, changed) == 15 + 2 * 15 + 7
