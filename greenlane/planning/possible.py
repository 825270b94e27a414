"""What cannot be planned is put aside and named; the rest is a sound problem.

A plan is never empty in silence: each task left out says which rule it breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from greenlane.planning.problem import Problem
from greenlane.planning.rows import (
    MAKESPAN,
    Crew,
    Fixed,
    Mission,
    Neighbours,
    Stay,
    Stock,
    Task,
)
from greenlane.planning.running import settled
from greenlane.planning.unable import CYCLE, WAITS, Impossible, unable
from greenlane.planning.untimely import untimely


@dataclass(frozen=True)
class Screened:
    """What can be planned, None if nothing can; and what cannot, with its rule."""

    problem: Problem | None
    impossible: tuple[Impossible, ...]
    cut: frozenset[str]  # missions that lack a task: they have no end to promise


@dataclass(frozen=True)
class Rows:
    """The rows as they came; they may break the rules of a problem."""

    tasks: tuple[Task, ...]
    crews: tuple[Crew, ...] = ()
    pools: tuple[tuple[str, int], ...] = ()
    stocks: tuple[Stock, ...] = ()
    missions: tuple[Mission, ...] = ()
    travel: tuple[tuple[int, ...], ...] = ()
    fixed: tuple[Fixed, ...] = ()
    neighbours: tuple[Neighbours, ...] = ()
    stays: tuple[Stay, ...] = ()
    objective: str = MAKESPAN
    name: str = ""


def screen(
    tasks: Iterable[Task],
    crews: Iterable[Crew] = (),
    *,
    pools: tuple[tuple[str, int], ...] = (),
    stocks: tuple[Stock, ...] = (),
    missions: tuple[Mission, ...] = (),
    travel: tuple[tuple[int, ...], ...] = (),
    fixed: tuple[Fixed, ...] = (),
    neighbours: tuple[Neighbours, ...] = (),
    stays: tuple[Stay, ...] = (),
    objective: str = MAKESPAN,
    name: str = "",
    tried: bool = True,
) -> Screened:
    """For what is left the dispatcher's rule finds a plan; that was tried here.

    Not `tried`, what only time forbids stays in: building finds it out. What runs is
    never put aside. Raises BadProblem for what no world can have: the same key twice,
    negative minutes, an unknown site or mission.
    """
    rows = Rows(
        tuple(tasks), tuple(crews), pools, stocks, missions, travel, fixed,
        neighbours, stays, objective, name,
    )  # fmt: skip
    settled_tasks, settled_fixed = settled(
        rows.tasks,
        rows.fixed,
        crews=rows.crews,
        pools=pools,
        stocks=stocks,
        travel=travel,
    )
    rows = replace(rows, tasks=settled_tasks, fixed=settled_fixed)
    out = {each.task: each for each in unable(rows.tasks, rows.crews, pools, stocks)}
    out = _with_those_after(rows, _with_cycles(rows, out))
    problem = _without(rows, out)
    if tried and problem is not None and (late := untimely(problem)):
        out = _with_those_after(rows, out | late)
        problem = _without(rows, out)
    order = [task.key for task in rows.tasks]
    return Screened(
        problem,
        tuple(sorted(out.values(), key=lambda each: order.index(each.task))),
        frozenset(t.mission for t in rows.tasks if t.mission and t.key in out),
    )


def _with_cycles(rows: Rows, out: dict[str, Impossible]) -> dict[str, Impossible]:
    """Tasks that wait for each other; each names one that it waits for."""
    waits = {
        task.key: {x.task for x in task.after} for task in rows.tasks
    }  # what is named but unknown was found before
    left = {key: {x for x in before if x in waits} for key, before in waits.items()}
    left = _peeled(left)
    turned: dict[str, set[str]] = {key: set() for key in left}
    for key, before in left.items():
        for other in before:
            turned[other].add(key)
    found = dict(out)
    for key in _peeled(turned):
        other = min(x for x in left[key] if x in left)
        found.setdefault(key, Impossible(key, CYCLE, other))
    return found


def _peeled(waits: dict[str, set[str]]) -> dict[str, set[str]]:
    """Without those that wait for nothing, again and again."""
    left = {key: set(others) for key, others in waits.items()}
    while free := {key for key, others in left.items() if not others}:
        left = {key: others - free for key, others in left.items() if key not in free}
    return left


def _with_those_after(rows: Rows, out: dict[str, Impossible]) -> dict[str, Impossible]:
    """What waits for an impossible task names it, the nearest one."""
    found = dict(out)
    before: dict[str, list[str]] = {}
    for task in rows.tasks:
        for x in task.after:
            before.setdefault(x.task, []).append(task.key)
    open_ones = list(out)
    while open_ones:
        key = open_ones.pop(0)
        for later in before.get(key, ()):
            if later not in found:
                found[later] = Impossible(later, WAITS, key)
                open_ones.append(later)
    return found


def _without(rows: Rows, out: dict[str, Impossible]) -> Problem | None:
    if not any(task.key not in out for task in rows.tasks):
        return None
    return Problem(
        tasks=tuple(task for task in rows.tasks if task.key not in out),
        crews=rows.crews,
        pools=rows.pools,
        stocks=rows.stocks,
        missions=rows.missions,
        travel=rows.travel,
        fixed=rows.fixed,
        neighbours=tuple(_known_pairs(rows, out)),
        stays=tuple(each for each in rows.stays if each.task not in out),
        objective=rows.objective,
        name=rows.name,
    )


def _known_pairs(rows: Rows, out: dict[str, Impossible]) -> Iterator[Neighbours]:
    for each in rows.neighbours:
        if each.off not in out and each.on not in out:
            yield each
