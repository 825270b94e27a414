"""What a new plan tells people otherwise than the last one, and what made it so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from greenlane.planning.explain import NOTHING, RUNS, Why, before, explained
from greenlane.planning.problem import Problem
from greenlane.planning.repair import Line, lines
from greenlane.planning.solution import Plan

NEW, GONE, CREWS, START = "new", "gone", "crew", "start"


@dataclass(frozen=True)
class Change:
    """One task. `minutes`: how much later it starts; below 0, sooner.

    `lost`: crews of the last plan that are not there any more. `why` binds it now;
    `root` is where that chain of changes began: what runs, what is new, a release,
    an arrival, a shift, or a task that nothing but the planner moved.
    """

    task: str
    what: str
    minutes: int = 0
    lost: tuple[str, ...] = ()
    why: Why | None = None
    root: Why | None = None


def changes(problem: Problem, old: Mapping[str, Line], new: Plan) -> tuple[Change, ...]:
    """In the order of the new starts; then what is no longer planned."""
    told = lines(problem, new)
    whys = {each.task: each for each in explained(problem, new)}
    moved = {
        key
        for key, line in told.items()
        if key not in old or _otherwise(old[key], line)
    }
    found = list(_found(problem, old, told, whys, moved))
    found.sort(key=lambda each: (told[each.task].start, each.task))
    gone = sorted(key for key in old if key not in told)
    return (*found, *(Change(key, GONE) for key in gone))


def _otherwise(one: Line, two: Line) -> bool:
    return one.start != two.start or set(one.crews) != set(two.crews)


def _found(
    problem: Problem,
    old: Mapping[str, Line],
    told: Mapping[str, Line],
    whys: Mapping[str, Why],
    moved: set[str],
) -> Iterator[Change]:
    for key in moved:
        why, root = whys[key], _root(whys, key, moved)
        if key not in old:
            yield Change(key, NEW, why=why, root=root)
            continue
        lost = tuple(c for c in old[key].crews if c not in problem.crew_place)
        same = set(old[key].crews) == set(told[key].crews)
        yield Change(
            key,
            START if same else CREWS,
            told[key].start - old[key].start,
            lost,
            why,
            root,
        )


def _root(whys: Mapping[str, Why], key: str, moved: set[str]) -> Why:
    """Back along what binds, as long as that was moved too or runs."""
    seen = {key}
    while True:
        why = whys[key]
        other = before(why)
        if not other or other in seen or why.waits_for in (NOTHING, RUNS):
            return why
        if other not in moved and whys[other].waits_for != RUNS:
            return why
        seen.add(other)
        key = other
