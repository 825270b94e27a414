"""The search: repeatable, never above its beginning, and it listens to others."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from greenlane.planning import fieldset
from greenlane.planning.build import CannotBuild, build
from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.planning.keys import NEVER, finite, latest_first
from greenlane.planning.problem import Problem
from greenlane.planning.rows import Crew, Need, Task
from greenlane.planning.search import search
from greenlane.planning.solution import Plan, cost
from greenlane.planning.tests import some


def after(builds: int):
    return lambda made: made >= builds


@pytest.mark.parametrize("seed", (1, 2, 3))
def test_a_surge_costs_a_tenth_less_than_by_the_rule(seed: int) -> None:
    problem = fieldset.field(10, 14, seed=seed)
    found = search(problem, seed=1, stop=after(300))
    assert check(problem, found.plan) == []
    assert found.cost < 0.9 * cost(problem, greedy(problem))


def test_the_plan_hangs_on_no_hash_of_python() -> None:
    code = (
        "from greenlane.planning import fieldset; from greenlane.planning.search"
        " import search; p = fieldset.field(5, 8, seed=1);"
        "print(search(p, seed=1, stop=lambda n: n >= 120).plan.digest(p))"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": salt},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for salt in ("1", "77")
    }
    assert len(hashes) == 1


@pytest.mark.parametrize("problem", (some.field(4, 8, seed=2), some.books(30, seed=2)))
def test_it_is_never_dearer_than_where_it_began(problem: Problem) -> None:
    best = search(problem, seed=3, stop=after(200))
    again = search(problem, seed=5, stop=after(30), start=best.plan)
    assert again.cost <= best.cost


def test_it_goes_on_from_what_others_found_and_tells_what_it_finds() -> None:
    problem = fieldset.field(10, 14, seed=2)
    theirs = search(problem, seed=7, stop=after(400))
    told: list[int] = []

    def tell(plan: Plan, price: int) -> None:
        assert cost(problem, plan) == price
        told.append(price)

    found = search(
        problem, seed=1, stop=after(120), news=lambda: theirs.plan, tell=tell
    )
    assert found.cost <= theirs.cost
    assert told == sorted(told, reverse=True) and told[-1] == found.cost


def test_what_can_be_done_at_no_time_is_said() -> None:
    crew = Crew("C", (("joint", 1),), shifts=((0, 30),))
    problem = Problem(tasks=(Task("T", 45, needs=(Need("joint"),)),), crews=(crew,))
    with pytest.raises(CannotBuild):
        search(problem, seed=1, stop=after(5))


def test_it_ends_at_the_bound() -> None:
    problem = some.books(8, seed=1)
    bound = search(problem, seed=1, stop=after(100)).cost
    assert search(problem, seed=1, stop=after(10**6), bound=bound).cost == bound


def test_tasks_of_no_place_are_moved_too() -> None:
    problem = some.field(3, 8, seed=4)
    loose = replace(
        problem,
        tasks=tuple(
            replace(task, mission="") if at % 5 == 4 else task
            for at, task in enumerate(problem.tasks)
        ),
    )
    found = search(loose, seed=1, stop=after(60))
    assert check(loose, found.plan) == []
    keys = finite(latest_first(loose))
    assert all(key < NEVER for key in keys)
    assert build(loose, keys) == greedy(loose)
