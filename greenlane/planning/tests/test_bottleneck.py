"""What would shorten it: the two buildings lack trench and cable gangs, no testers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from greenlane.planning.bottleneck import bottleneck
from greenlane.planning.build import build
from greenlane.planning.greedy import greedy
from greenlane.planning.keys import tails
from greenlane.planning.problem import Problem
from greenlane.planning.rows import Crew, Task
from greenlane.planning.search import search
from greenlane.planning.tests.two_buildings import CREWS, two_buildings


@pytest.fixture(scope="module")
def found():
    problem = two_buildings()
    plan = search(problem, seed=1, stop=lambda builds: builds >= 100).plan
    return {each.key: each for each in bottleneck(problem, plan)}


def test_the_sketch_is_as_large_as_it_says() -> None:
    problem = two_buildings()
    work = sum(task.minutes * task.needs[0].heads for task in problem.tasks)
    assert (len(problem.tasks), work / 60, max(tails(problem))) == (40, 78.0, 250)
    assert sum(heads for _skill, heads in CREWS) == 42


def test_a_second_pair_of_gangs_helps_most_and_a_tester_not_at_all(found) -> None:
    first = next(iter(found.values()))
    assert (first.key, first.heads) == ("cable", 12)
    assert first.gained == first.minutes >= 30
    assert found["test"].gained == 0 == found["survey"].gained


def test_with_these_gangs_the_electricians_are_next() -> None:
    problem = two_buildings()
    gangs = tuple(Crew(f"more-{at}", (("cable", 6),)) for at in "12")
    problem = replace(problem, crews=(*problem.crews, *gangs))
    first = bottleneck(problem, greedy(problem), builds=60)[0]
    assert (first.key, first.heads) == ("electric", 4) and first.gained >= 20


def test_one_more_crane_helps_where_two_tasks_want_the_only_one() -> None:
    tasks = tuple(Task(key, 30, uses=(("crane", 1),)) for key in "ab")
    problem = Problem(tasks=tasks, pools=(("crane", 1), ("digger", 1)))
    [only] = bottleneck(problem, build(problem, [0, 1]))
    assert (only.kind, only.key, only.gained) == ("pool", "crane", 30)


def test_what_nothing_shortens_is_said_as_nothing() -> None:
    problem = replace(two_buildings(), tasks=two_buildings().tasks[:1])
    assert [x.gained for x in bottleneck(problem, build(problem, [0]))] == [0]
