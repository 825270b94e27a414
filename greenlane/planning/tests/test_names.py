"""Crews become people: every need its heads, nobody in two places."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane.planning.build import build
from greenlane.planning.greedy import greedy
from greenlane.planning.names import Named, Person, named
from greenlane.planning.problem import Problem
from greenlane.planning.rows import Crew, Mission, Need, Task
from greenlane.planning.solution import Plan
from greenlane.planning.tests import some

CABLE = Need("cable", 2)


def test_the_same_people_stay_with_a_mission_and_the_versatile_are_kept() -> None:
    tasks = (
        Task("lay", 30, "m", (CABLE,)),
        Task("other", 30, "x", (CABLE,), release=30),
        Task("joint", 30, "m", (CABLE,), release=60),
    )
    problem = Problem(
        tasks=tasks,
        crews=(Crew("C", (("cable", 4), ("test", 1))),),
        missions=(Mission("m"), Mission("x")),
    )
    crew = (
        Person("ann", ("cable", "test")),
        *(Person(key, ("cable",)) for key in ("bo", "cy", "di")),
    )
    found = named(problem, build(problem, [0, 1, 2]), {"C": crew})
    assert [(x.task, x.people) for x in found] == [
        ("lay", ("bo", "cy")),
        ("other", ("bo", "cy")),
        ("joint", ("bo", "cy")),
    ]


def test_whoever_is_in_two_crews_goes_to_one_place() -> None:
    tasks = (Task("a", 30, needs=(CABLE,)), Task("b", 30, needs=(CABLE,)))
    problem = Problem(
        tasks=tasks, crews=(Crew("C", (("cable", 2),)), Crew("D", (("cable", 2),)))
    )
    both, *rest = (Person(key, ("cable",)) for key in "abcd")
    plan = Plan((0, 0), ((0,), (1,)))
    found = named(problem, plan, {"C": (both, rest[0]), "D": (both, rest[1])})
    assert found == (
        Named("a", "cable", ("a", "b")),
        Named("b", "cable", ("c",), missing=1),
    )


def test_each_crew_serves_one_need_so_that_all_have_their_heads() -> None:
    task = Task("t", 30, needs=(Need("cable"), Need("test")))
    problem = Problem(
        tasks=(task,),
        crews=(Crew("A", (("cable", 1), ("test", 1))), Crew("B", (("cable", 1),))),
    )
    people = {
        "A": (Person("ann", ("cable", "test")),),
        "B": (Person("bo", ("cable",)),),
    }
    found = named(problem, build(problem, [0]), people)
    assert [(x.skill, x.people) for x in found] == [
        ("cable", ("bo",)),
        ("test", ("ann",)),
    ]


def test_names_that_are_missing_are_counted() -> None:
    problem = Problem(
        tasks=(Task("t", 30, needs=(CABLE,)),), crews=(Crew("C", (("cable", 2),)),)
    )
    [row] = named(problem, build(problem, [0]), {})
    assert row == Named("t", "cable", (), missing=2)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000))
def test_where_crews_are_as_large_as_they_say_every_head_has_a_name(seed: int) -> None:
    problem = some.field(4, 8, seed=seed)
    plan = greedy(problem)
    people = {
        crew.key: tuple(
            Person(
                f"{crew.key}-{at}",
                tuple(skill for skill, heads in crew.skills if at < heads),
            )
            for at in range(crew.most())
        )
        for crew in problem.crews
    }
    found = named(problem, plan, people)
    assert not any(row.missing for row in found)
    times: dict[str, list[tuple[int, int]]] = {}
    for row in found:
        at = problem.place[row.task]
        for person in row.people:
            span = (plan.starts[at], plan.starts[at] + problem.tasks[at].minutes)
            times.setdefault(person, []).append(span)
    for spans in times.values():
        assert all(b <= c or d <= a for (a, b), (c, d) in combinations(spans, 2))
