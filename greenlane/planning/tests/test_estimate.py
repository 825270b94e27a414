"""By when in five and in eight of ten cases, with crews and order as planned."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane import work
from greenlane.planning.build import build
from greenlane.planning.check import check
from greenlane.planning.estimate import Span, estimated
from greenlane.planning.greedy import greedy
from greenlane.planning.problem import Problem
from greenlane.planning.rows import After, Crew, Fixed, Mission, Need, Task
from greenlane.planning.solution import Plan, ends
from greenlane.planning.tests import some
from greenlane.planning.tests.test_late import isolating

RECIPE = Path(work.__file__).parent / "playbooks" / "a-lv-existing-transformer.toml"


def recipe() -> tuple[Problem, dict[str, Span]]:
    """Playbook A with as many crews as it wants."""
    steps = tomllib.loads(RECIPE.read_text(encoding="utf-8"))["step"]
    tasks = tuple(
        Task(x["key"], x["minutes"][1], "a", after=tuple(map(After, x["after"])))
        for x in steps
    )
    spans = {each["key"]: Span(*each["minutes"]) for each in steps}
    return Problem(tasks=tasks, missions=(Mission("a"),)), spans


def test_the_likely_path_of_the_recipe_is_a_fifth_too_early() -> None:
    problem, spans = recipe()
    plan = build(problem, [0] * len(problem.tasks))
    assert max(ends(problem, plan)) == 377
    found = estimated(problem, plan, spans, seed=1)
    assert found.missions[0].samples == 1000
    assert found.missions[0].p50 == pytest.approx(456, abs=5)
    assert found.missions[0].p80 == pytest.approx(480, abs=6)
    assert found.whole.p50 == found.missions[0].p50


def test_the_same_seed_draws_the_same() -> None:
    problem, spans = recipe()
    plan = greedy(problem)
    one, two, other = (estimated(problem, plan, spans, seed=n) for n in (3, 3, 4))
    assert one == two != other


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000))
def test_whatever_each_task_takes_it_stays_possible(seed: int) -> None:
    """Lived through with other minutes it keeps every rule but the ends of shifts."""
    dice = Random(seed)
    problem = some.field(4, 8, seed=seed, running=seed % 2)
    problem = replace(
        problem, crews=tuple(replace(each, shifts=()) for each in problem.crews)
    )
    plan = greedy(problem)
    took = {task.key: dice.randint(1, 2 * task.minutes) for task in problem.tasks}
    spans = {key: Span(n, n, n) for key, n in took.items()}
    found = estimated(problem, plan, spans, seed=seed, draws=1)
    lived = replace(
        problem,
        tasks=tuple(replace(task, minutes=took[task.key]) for task in problem.tasks),
    )
    starts = tuple(each.p50 - took[each.task] for each in found.tasks)
    assert check(lived, Plan(starts, plan.crews)) == []


@pytest.mark.parametrize("seed", range(4))
def test_without_doubt_it_ends_as_planned(seed: int) -> None:
    problem = some.field(5, 8, seed=seed)
    plan = greedy(problem)
    found = estimated(problem, plan, {}, seed=1, draws=2)
    assert [each.p50 for each in found.tasks] == ends(problem, plan)


def test_what_has_run_long_already_is_not_drawn_as_over() -> None:
    tasks = (Task("a", 60, "m"), Task("b", 10, "m", after=(After("a"),)))
    problem = Problem(tasks=tasks, missions=(Mission("m"),), fixed=(Fixed("a", 0),))
    plan, spans = greedy(problem), {"a": Span(30, 60, 120)}
    early = estimated(problem, plan, spans, seed=1).missions[0]
    late = estimated(problem, plan, spans, seed=1, now=100).missions[0]
    over = estimated(problem, plan, spans, seed=1, now=150).missions[0]
    assert early.p50 < 90 and 110 < late.p50 < late.p80 <= 130
    assert over.p50 == over.p80 == 160


def test_what_no_longer_fits_a_shift_begins_with_the_next() -> None:
    need = (Need("cable"),)
    tasks = (Task("a", 30, "m", need), Task("b", 30, "m", need, after=(After("a"),)))
    crew = Crew("C", (("cable", 1),), shifts=((0, 60), (500, 600)))
    problem = Problem(tasks=tasks, crews=(crew,), missions=(Mission("m"),))
    found = estimated(problem, greedy(problem), {"a": Span(25, 30, 60)}, seed=1)
    assert (found.tasks[1].p50, found.tasks[1].p80) == (530, 530)


def test_nobody_is_switched_off_sooner_than_planned() -> None:
    problem = isolating()
    plan = replace(greedy(problem), starts=(105, 110, 120, 0, 120, 125, 155))
    found = {x.task: x.p50 for x in estimated(problem, plan, {}, seed=1).tasks}
    assert found["off"] == 120


@pytest.mark.parametrize("minutes", [(5, 4, 9), (-1, 4, 9), (1, 10, 9)])
def test_minutes_that_do_not_rise_are_refused(minutes: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="not rising"):
        Span(*minutes)
