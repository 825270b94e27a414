"""Neighbours are switched off as late as it goes, and nobody waits longer for it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.planning.late import isolated_late, movable
from greenlane.planning.problem import Problem
from greenlane.planning.rows import DARK, After, Crew, Mission, Need, Neighbours, Task
from greenlane.planning.solution import cost, mission_ends, neighbours_dark
from greenlane.planning.tests import some


def isolating(lay: int = 120) -> Problem:
    """A joint on a switched-off line waits for a cable that takes hours to lay."""
    switch, cable = (Need("switch"),), (Need("cable"),)

    def task(key: str, minutes: int, needs: tuple[Need, ...], *after: str) -> Task:
        return Task(key, minutes, "m", needs, after=tuple(After(x) for x in after))

    return Problem(
        tasks=(
            task("order", 5, switch),
            task("off", 10, switch, "order"),
            task("prove", 5, switch, "off"),
            task("lay", lay, cable),
            task("mark", 5, cable),
            task("joint", 30, cable, "lay", "mark", "prove"),
            task("on", 10, switch, "joint"),
        ),
        crews=(Crew("S", (("switch", 1),)), Crew("C", (("cable", 1),))),
        missions=(Mission("m"),),
        neighbours=(Neighbours("off", "on", 3),),
        objective=DARK,
    )


def test_what_leads_only_to_isolating_moves_with_it() -> None:
    problem = isolating()
    plan = greedy(problem)
    late = isolated_late(problem, plan)
    assert plan.starts == (0, 5, 15, 0, 120, 125, 155)
    assert late.starts == (105, 110, 120, 0, 120, 125, 155)
    assert neighbours_dark(problem, plan) == 3 * 160
    assert neighbours_dark(problem, late) == 3 * 55


def test_a_shift_that_ends_before_is_kept() -> None:
    problem = isolating()
    early = Crew("E", (("switch", 1),), shifts=((0, 60),))
    others = replace(problem.crews[0], shifts=((130, 999),))
    problem = replace(problem, crews=(early, others, problem.crews[1]))
    late = isolated_late(problem, greedy(problem))
    assert late.starts[:3] == (40, 45, 55) and check(problem, late) == []


def test_where_nobody_is_switched_off_nothing_moves() -> None:
    problem = replace(isolating(), neighbours=())
    plan = greedy(problem)
    assert not movable(problem) and isolated_late(problem, plan) == plan


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2000))
def test_it_is_possible_never_dearer_and_no_mission_ends_later(seed: int) -> None:
    problem = some.field(4, 8, seed=seed, running=seed % 2)
    rows = tuple(
        Neighbours(f"O{order}-{3 + seed % 2}", f"O{order}-5", 1 + order)
        for order in range(4)
    )
    problem = replace(problem, neighbours=rows)
    plan = greedy(problem)
    late = isolated_late(problem, plan)
    assert check(problem, late) == []
    assert cost(problem, late) <= cost(problem, plan)
    assert neighbours_dark(problem, late) <= neighbours_dark(problem, plan)
    before = mission_ends(problem, plan)
    assert all(end <= before[key] for key, end in mission_ends(problem, late).items())
    assert late.crews == plan.crews
