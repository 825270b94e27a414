"""What has to end before what, if crews and order stay: the plan as a net of links.

Equipment is handed on unit by unit in the order of the plan (Policella, Cesta, Oddo,
Smith, AI Communications 20, 2007); so it stays possible however long each task takes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from greenlane.planning.late import movable
from greenlane.planning.problem import Problem
from greenlane.planning.rows import Task, stretches
from greenlane.planning.solution import Plan


@dataclass(frozen=True)
class Link:
    """Starts `gap` minutes or more after the end of another task, or its start."""

    other: int
    gap: int = 0
    of_start: bool = False


@dataclass(frozen=True)
class Links:
    """By place: what comes before, the first minute at all, the shifts of all crews."""

    order: tuple[int, ...]
    before: tuple[tuple[Link, ...], ...]
    floors: tuple[int, ...]
    shifts: tuple[tuple[tuple[int, int], ...], ...]


def links(problem: Problem, plan: Plan) -> Links:
    """Each link leads from an earlier task of the order to a later one."""
    rank = {at: place for place, at in enumerate(problem.order)}
    tasks, starts = problem.tasks, plan.starts

    def time(at: int) -> tuple[int, int, int]:
        return starts[at], starts[at] + tasks[at].minutes, rank[at]

    order = _sorted(problem, sorted(range(len(tasks)), key=time))
    before: list[set[Link]] = [set() for _task in tasks]
    late = movable(problem)  # nobody is switched off sooner than planned
    floors = [
        max(0, task.release, starts[at] if at in late else 0)
        for at, task in enumerate(tasks)
    ]
    for at, task in enumerate(tasks):
        for other in task.after:
            place = problem.place[other.task]
            before[at].add(Link(place, other.lag, other.of == "start"))
    _crews(problem, plan, order, before, floors)
    _pools(problem, plan, order, before)
    _areas(problem, order, before)
    _stocks(problem, order, floors)
    shifts = tuple(_shared(problem, plan, at) for at in range(len(tasks)))
    found = tuple(tuple(sorted(each, key=lambda x: x.other)) for each in before)
    return Links(tuple(order), found, tuple(floors), shifts)


def _sorted(problem: Problem, order: list[int]) -> list[int]:
    """By time, but never before what it waits for: some tasks take no minutes."""
    found: list[int] = []
    done: set[int] = set()
    for first in order:
        stack = [first]
        while stack:
            runs = problem.tasks[stack[-1]].key in problem.fixed_at
            waits = () if runs else problem.after[stack[-1]]
            missing = [x for x, _gap in waits if x not in done]
            if missing:
                stack += missing
            elif (at := stack.pop()) not in done:
                done.add(at)
                found.append(at)
    return found


def _crews(
    problem: Problem,
    plan: Plan,
    order: list[int],
    before: list[set[Link]],
    floors: list[int],
) -> None:
    days: dict[int, list[int]] = defaultdict(list)
    for at in order:
        for crew in plan.crews_of(at):
            days[crew].append(at)
    for crew, day in days.items():
        row, first = problem.crews[crew], day[0]
        begin = next(stretches(row, 1))[0]
        way = problem.way(row.site, problem.tasks[first].site)
        floors[first] = max(floors[first], begin + way)
        for one, two in pairwise(day):
            way = problem.way(problem.tasks[one].site, problem.tasks[two].site)
            before[two].add(Link(one, way))


def _pools(
    problem: Problem, plan: Plan, order: list[int], before: list[set[Link]]
) -> None:
    for pool, capacity in problem.pools:
        units = [-1] * capacity  # which task had each unit last
        for at in order:
            task = problem.tasks[at]
            amount = sum(n for key, n in task.uses if key == pool)
            if not amount or not task.minutes:
                continue
            ended = {unit: _end(problem, plan, units[unit]) for unit in range(capacity)}
            free = [unit for unit in ended if ended[unit] <= plan.starts[at]]
            for unit in sorted(free, key=lambda unit: -ended[unit])[:amount]:
                if units[unit] >= 0:
                    before[at].add(Link(units[unit]))
                units[unit] = at


def _end(problem: Problem, plan: Plan, at: int) -> int:
    """In the plan; nobody had this unit before: long ago."""
    if at < 0:
        return -problem.horizon
    return plan.starts[at] + problem.tasks[at].minutes


def _areas(problem: Problem, order: list[int], before: list[set[Link]]) -> None:
    there: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in order:
        task = problem.tasks[at]
        if task.area and task.minutes:
            for other in there[task.mission, task.area]:
                if task.exclusive or problem.tasks[other].exclusive:
                    before[at].add(Link(other))
            there[task.mission, task.area].append(at)


def _stocks(problem: Problem, order: list[int], floors: list[int]) -> None:
    """Who takes first in the plan takes first: what came suffices for all till then."""
    for stock in problem.stocks:
        asked = 0
        for at in order:
            amount = _taken(problem.tasks[at], stock.key)
            if amount:
                asked += amount
                floors[at] = max(floors[at], _arrived(stock.arrivals, asked))


def _taken(task: Task, stock: str) -> int:
    return sum(n for key, n in task.takes if key == stock)


def _arrived(arrivals: tuple[tuple[int, int], ...], asked: int) -> int:
    there = 0
    for minute, amount in sorted(arrivals):
        there += amount
        if there >= asked:
            return minute
    return 0


def _shared(problem: Problem, plan: Plan, at: int) -> tuple[tuple[int, int], ...]:
    """When all of its crews are on shift; nothing, if they always are."""
    found: tuple[tuple[int, int], ...] = ()
    for crew in plan.crews_of(at):
        own = problem.crews[crew].shifts
        if own and found:
            found = tuple(
                (max(a, c), min(b, d))
                for a, b in found
                for c, d in own
                if max(a, c) < min(b, d)
            )
        found = found or own
    return found
