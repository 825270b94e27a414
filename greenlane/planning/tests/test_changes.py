"""What people are told otherwise now, and where that began."""

from __future__ import annotations

from dataclasses import replace

from greenlane.planning.changes import changes
from greenlane.planning.explain import RUNS
from greenlane.planning.problem import Problem
from greenlane.planning.repair import Line, lines, repaired
from greenlane.planning.rows import After, Crew, Fixed, Need, Task

CABLE, TEST = (Need("cable"),), (Need("test"),)
PROBLEM = Problem(
    tasks=(
        Task("lay", 60, needs=CABLE),
        Task("joint", 30, needs=CABLE, after=(After("lay"),)),
        Task("test", 20, needs=TEST, after=(After("joint"),)),
        Task("free", 20, needs=TEST),
    ),
    crews=(Crew("C", (("cable", 1),)), Crew("T", (("test", 1),))),
)
OLD = lines(PROBLEM, repaired(PROBLEM, {}))


def test_nothing_changed_nothing_is_said() -> None:
    assert changes(PROBLEM, OLD, repaired(PROBLEM, OLD)) == ()


def test_what_an_overrun_pushed_goes_back_to_what_runs() -> None:
    tasks = (replace(PROBLEM.tasks[0], minutes=100), *PROBLEM.tasks[1:])
    late = replace(PROBLEM, tasks=tasks, fixed=(Fixed("lay", 0, ("C",)),))
    found = changes(late, OLD, repaired(late, OLD, now=70))
    assert [(x.task, x.what, x.minutes) for x in found][-2:] == [
        ("joint", "start", 40),
        ("test", "start", 40),
    ]
    assert [(x.why.waits_for, x.why.key) for x in found[-2:]] == [
        ("task", "lay"),
        ("task", "joint"),
    ]
    assert {(x.root.task, x.root.waits_for) for x in found[-2:]} == {("lay", RUNS)}


def test_a_crew_that_is_lost_is_named() -> None:
    other = replace(PROBLEM, crews=(Crew("D", (("cable", 1),)), PROBLEM.crews[1]))
    found = changes(other, OLD, repaired(other, OLD))
    assert [(x.task, x.what, x.lost) for x in found] == [
        ("lay", "crew", ("C",)),
        ("joint", "crew", ("C",)),
    ]


def test_what_is_new_and_what_is_gone_is_said() -> None:
    old = {key: line for key, line in OLD.items() if key != "free"}
    old["over"] = Line(5, ("C",))
    found = changes(PROBLEM, old, repaired(PROBLEM, OLD))
    assert [(x.task, x.what) for x in found] == [("free", "new"), ("over", "gone")]
    assert found[1].why is None
