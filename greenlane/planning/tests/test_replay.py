"""A problem written and read is the same one; a plan that was kept is made again."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane.planning.files import read_json
from greenlane.planning.greedy import greedy
from greenlane.planning.late import isolated_late
from greenlane.planning.problem import Problem
from greenlane.planning.repair import lines, repaired
from greenlane.planning.replay import MENDED, BadKept, Pinned, replayed, unpinned
from greenlane.planning.rows import After, Neighbours, Stay, Task
from greenlane.planning.solution import cost
from greenlane.planning.solve import Budget, solve
from greenlane.planning.tests import some
from greenlane.planning.tests.test_repair import overran
from greenlane.planning.tests.two_buildings import two_buildings
from greenlane.planning.variants import variants
from greenlane.planning.written import write_json


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000))
def test_what_is_written_is_read_again(seed: int) -> None:
    problem = some.field(3, 6, seed=seed, running=seed % 3)
    task = problem.tasks[1]
    rich = replace(
        task, after=(After(problem.tasks[0].key, -3, "start"),), only=("C1", "C2"),
        access="ward",
    )  # fmt: skip
    crews = tuple(replace(each, passes=("ward", "上岗")) for each in problem.crews)
    skill = task.needs[0].skill
    if sum(each.gives(skill) for each in crews[1:3]) >= task.needs[0].heads:
        tasks = (problem.tasks[0], rich, *problem.tasks[2:])
        problem = replace(problem, tasks=tasks, crews=crews)
    problem = replace(
        problem,
        neighbours=(Neighbours(problem.tasks[0].key, task.key, 0),),
        stays=(Stay(task.key, ("C1",), 0, 4),),
    )
    text = write_json(problem)
    assert read_json(text) == problem and write_json(read_json(text)) == text


@pytest.mark.parametrize("problem", [some.books(9, seed=1), two_buildings()])
def test_other_kinds_of_problems_are_read_again(problem: Problem) -> None:
    assert read_json(write_json(problem)) == problem


def test_one_key_twice_has_no_form() -> None:
    task = Task("t", 5, uses=(("crane", 1), ("crane", 1)))
    with pytest.raises(ValueError, match="uses"):
        write_json(Problem(tasks=(task,), pools=(("crane", 2),)))


def test_a_plan_made_by_builds_is_made_again() -> None:
    problem, budget = some.field(2, 6, seed=2), Budget(builds=5)
    plan = solve(problem, budget).plan
    found = replayed(Pinned(problem, budget, plan).to_bytes())
    assert found.same and found.again == found.hash == plan.digest(problem)
    assert found.cost == cost(problem, plan) and found.faults == ()


def test_a_mended_plan_is_made_again_whatever_the_clock() -> None:
    problem = some.field(3, 7, seed=2)
    last = lines(problem, greedy(problem))
    now = overran(problem, last, 40)
    rows = {"last": last, "now": 30, "notice": 60}
    plan = isolated_late(now, repaired(now, **rows))
    kept = Pinned(now, Budget(), plan, made=MENDED, **rows)
    found = replayed(kept.to_bytes())
    assert found.again == found.hash and unpinned(kept.to_bytes()) == kept


def test_each_variant_is_made_again() -> None:
    problem, budget = some.field(2, 6, seed=5), Budget(builds=10)
    last = lines(problem, greedy(problem))
    now = overran(problem, last, 90)
    for each in variants(now, last, budget):
        kept = Pinned(now, budget, each.plan, made=each.kind, last=last)
        assert replayed(kept.to_bytes()).again == each.plan.digest(now)


def test_a_plan_that_was_changed_afterwards_is_found() -> None:
    problem, budget = some.field(2, 6, seed=2), Budget(builds=5)
    plan = solve(problem, budget).plan
    late = replace(plan, starts=(plan.starts[0] + 1, *plan.starts[1:]))
    assert not replayed(Pinned(problem, budget, late).to_bytes()).same


def test_a_plan_made_by_seconds_is_checked_and_priced() -> None:
    problem = some.field(3, 7, seed=2)
    plan = greedy(problem)
    found = replayed(Pinned(problem, Budget(seconds=1), plan).to_bytes())
    assert (found.again, found.same, found.faults) == (None, True, ())
    broken = replace(plan, starts=tuple(0 for _start in plan.starts))
    assert replayed(Pinned(problem, Budget(), broken).to_bytes()).faults


def test_what_is_kept_is_kept_whole() -> None:
    pinned = Pinned(two_buildings(), Budget(builds=5), greedy(two_buildings()))
    blob = pinned.to_bytes()
    assert unpinned(blob) == pinned and blob == pinned.to_bytes()
    assert len(blob) < 2000


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"nothing",
        zlib.compress(b"{}"),
        zlib.compress(b'{"form":9}'),
        zlib.compress(b"[1]"),
        zlib.compress(b'{"form":1,"problem":"{}","budget":{},"starts":[],"crews":[]}'),
        Pinned(two_buildings(), Budget(), greedy(two_buildings())).to_bytes()[:-9],
        zlib.compress(b" " * 21_000_000),
    ],
)
def test_bytes_that_are_no_plan_are_refused(blob: bytes) -> None:
    with pytest.raises(BadKept):
        unpinned(blob)
