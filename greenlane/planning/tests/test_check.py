"""The checker finds each kind of fault, one at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from greenlane.planning.check import check
from greenlane.planning.problem import Problem
from greenlane.planning.rows import After, Crew, Fixed, Need, Stock, Task
from greenlane.planning.solution import Plan

CABLE = (Need("cable", heads=2),)
PROBLEM = Problem(
    tasks=(
        Task("a", 10, needs=CABLE, site=0, takes=(("box", 1),)),
        Task("b", 10, needs=CABLE, site=1, after=(After("a", lag=5),)),
        Task("c", 10, uses=(("crane", 1),), area="lv", exclusive=True, release=3),
        Task("d", 10, uses=(("crane", 1),), area="lv"),
    ),
    crews=(
        Crew("one", (("cable", 2),), site=0, shifts=((0, 100),)),
        Crew("two", (("joint", 9),)),
        Crew("few", (("cable", 1),)),
    ),
    pools=(("crane", 1),),
    stocks=(Stock("box", ((0, 1),)),),
    travel=((0, 7), (7, 0)),
)
GOOD = Plan((0, 17, 3, 13), ((0,), (0,), (), ()))


def test_a_possible_plan_has_no_fault() -> None:
    assert check(PROBLEM, GOOD) == []


@pytest.mark.parametrize(
    ("starts", "word"),
    [
        ((0, 12, 3, 13), "too early"),
        ((0, 16, 3, 13), "cannot come"),
        ((0, 95, 3, 13), "off shift"),
        ((0, 17, 2, 13), "release"),
        ((0, 17, 3, 8), "crane"),
        ((-1, 17, 3, 13), "box"),
    ],
)
def test_a_start_that_cannot_be(starts: tuple[int, ...], word: str) -> None:
    assert any(word in fault for fault in check(PROBLEM, replace(GOOD, starts=starts)))


@pytest.mark.parametrize("crews", [(1,), (2,), (), (0, 0)])
def test_a_crew_that_cannot_do_it(crews: tuple[int, ...]) -> None:
    wrong = replace(GOOD, crews=(crews, *GOOD.crews[1:]))
    assert any(fault.startswith("a") for fault in check(PROBLEM, wrong))


def test_areas_of_different_missions_do_not_meet() -> None:
    free = replace(PROBLEM, pools=(("crane", 2),))
    wrong = replace(GOOD, starts=(0, 17, 3, 8))
    assert check(free, wrong) == ["c and d are in lv at the same time"]


def test_two_facts_that_clash_are_nobody_s_plan() -> None:
    """A crew was recorded at two works at once, and both had the only crane."""
    rows = (
        Task("x", 10, needs=CABLE, site=0, uses=(("crane", 1),)),
        Task("y", 10, needs=CABLE, site=1, uses=(("crane", 1),)),
        Task("z", 10, uses=(("crane", 1),)),
    )
    facts = (Fixed("x", 0, ("one",)), Fixed("y", 5, ("one",)))
    clash = replace(PROBLEM, tasks=rows, fixed=facts, stocks=())
    crews = ((0,), (0,), ())
    assert check(clash, Plan((0, 5, 15), crews)) == []
    assert any("crane" in fault for fault in check(clash, Plan((0, 5, 12), crews)))


def test_a_plan_of_another_length_is_said() -> None:
    assert check(PROBLEM, Plan((0,))) == ["1 starts for 4 tasks"]
