"""The earliest end of a place: nobody else competes, but the world stays as it is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane.planning.build import build
from greenlane.planning.earliest import earliest
from greenlane.planning.greedy import greedy
from greenlane.planning.problem import Problem
from greenlane.planning.rows import (
    DARK,
    After,
    Crew,
    Fixed,
    Mission,
    Need,
    Stock,
    Task,
)
from greenlane.planning.solution import mission_ends
from greenlane.planning.tests import some

CABLE = (Need("cable"),)
PROBLEM = Problem(
    tasks=(
        Task("other", 300, mission="x", needs=CABLE, site=0),
        Task("lay", 50, mission="m", needs=CABLE, site=1),
        Task("set", 20, mission="m", after=(After("lay"),), takes=(("box", 1),)),
    ),
    crews=(Crew("C", (("cable", 1),), site=0, shifts=((0, 60), (100, 900))),),
    stocks=(Stock("box", ((0, 1),)),),
    missions=(Mission("x"), Mission("m")),
    travel=((0, 15), (15, 0)),
    objective=DARK,
)


def test_the_way_there_and_the_shift_count_but_not_the_other_mission() -> None:
    assert earliest(PROBLEM, "m") == 100 + 50 + 20
    assert mission_ends(PROBLEM, build(PROBLEM, [0, 1, 2]))["m"] == 485


def test_material_that_comes_later_counts() -> None:
    late = replace(PROBLEM, stocks=(Stock("box", ((400, 1),)),))
    assert earliest(late, "m") == 420


def test_what_runs_counts_whoever_it_is_for() -> None:
    runs = replace(PROBLEM, fixed=(Fixed("other", -10, ("C",)),))
    assert earliest(runs, "m") == 290 + 15 + 50 + 20
    assert earliest(runs, "x") == 290


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 3000))
def test_no_plan_ends_it_sooner(seed: int) -> None:
    problem = some.field(4, 8, seed=seed, running=seed % 3)
    found = mission_ends(problem, greedy(problem))
    assert all(earliest(problem, key) <= end for key, end in found.items())
