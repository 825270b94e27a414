"""What runs is a fact, even if facts contradict each other: no rule may stop it.

A fitter may be booked on two running tasks, a crane twice; no plan could keep that, so
the one that ends last keeps the crew, the area, the crane, and the other lets it go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from greenlane.planning.rows import Crew, Fixed, Stock, Task

Travel = tuple[tuple[int, ...], ...]


def settled(
    tasks: tuple[Task, ...],
    fixed: tuple[Fixed, ...],
    *,
    crews: Iterable[Crew],
    pools: tuple[tuple[str, int], ...],
    stocks: tuple[Stock, ...],
    travel: Travel,
) -> tuple[tuple[Task, ...], tuple[Fixed, ...]]:
    """The same rows, in which what runs keeps every rule that a plan is checked by."""
    by_key = {task.key: task for task in tasks}
    rows = [each for each in fixed if each.task in by_key]
    rows.sort(key=lambda each: -_end(each, by_key))
    there, arrivals = dict(pools), {each.key: each.arrivals for each in stocks}
    known = {crew.key for crew in crews}
    kept: list[tuple[Fixed, Task]] = []
    for row in rows:
        task = replace(by_key[row.task], needs=(), after=())
        gone = {
            crew
            for other, x in kept
            if _meet(row, task, other, x, travel)
            for crew in other.crews
        }
        mine = tuple(crew for crew in row.crews if crew in known - gone)
        uses = _used(row, task, kept, there)
        takes = _taken(row, task, kept, arrivals)
        task = replace(_outside(row, task, kept), uses=uses, takes=takes)
        kept.append((replace(row, crews=mine), task))
    facts = {row.task: (row, task) for row, task in kept}
    return (
        tuple(facts[x.key][1] if x.key in facts else x for x in tasks),
        tuple(facts[x.task][0] if x.task in facts else x for x in fixed),
    )


def _outside(row: Fixed, task: Task, kept: list[tuple[Fixed, Task]]) -> Task:
    """Out of its area, if it is not alone there and one of the two has to be."""
    beside = any(
        (task.area, task.mission) == (x.area, x.mission)
        and (task.exclusive or x.exclusive)
        and _meet(row, task, other, x, ())
        for other, x in kept
    )
    return replace(task, area="", exclusive=False) if beside else task


def _end(row: Fixed, by_key: dict[str, Task]) -> int:
    return row.start + by_key[row.task].minutes


def _meet(one: Fixed, a: Task, two: Fixed, b: Task, travel: Travel) -> bool:
    """Whether the same crew could not do both, the way between them counted."""

    def way(x: Task, y: Task) -> int:
        if x.site is None or y.site is None or not travel:
            return 0
        return travel[x.site][y.site]

    return not (
        one.start + a.minutes + way(a, b) <= two.start
        or two.start + b.minutes + way(b, a) <= one.start
    )


def _used(
    row: Fixed, task: Task, kept: list[tuple[Fixed, Task]], there: dict[str, int]
) -> tuple[tuple[str, int], ...]:
    found = []
    for key, amount in task.uses:
        beside = sum(
            n
            for other, x in kept
            if _meet(row, task, other, x, ())
            for pool, n in x.uses
            if pool == key
        )
        if (left := min(amount, there.get(key, 0) - beside)) > 0:
            found.append((key, left))
    return tuple(found)


def _taken(
    row: Fixed,
    task: Task,
    kept: list[tuple[Fixed, Task]],
    arrivals: dict[str, tuple[tuple[int, int], ...]],
) -> tuple[tuple[str, int], ...]:
    """What had arrived by then and none of the others has taken, whenever it began."""
    found = []
    for key, amount in task.takes:
        come = sum(n for at, n in arrivals.get(key, ()) if at <= row.start)
        gone = sum(n for _other, x in kept for stock, n in x.takes if stock == key)
        if (left := min(amount, come - gone)) > 0:
            found.append((key, left))
    return tuple(found)
