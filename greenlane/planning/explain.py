"""What each task waits for, read off the plan: of all that could hold it, the last.

Nothing here knows how the plan was made; a line that a dispatcher moved by hand is
explained the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from greenlane.planning.problem import Problem
from greenlane.planning.reading import Read
from greenlane.planning.rows import stretches
from greenlane.planning.solution import Plan, mission_ends

TASK, CREW, POOL, STOCK = "task", "crew", "pool", "stock"
AREA, RELEASE, SHIFT, NOTHING = "area", "release", "shift", "nothing"
RUNS = "runs"
KINDS = (TASK, CREW, AREA, POOL, STOCK, SHIFT, RELEASE)  # of two, the first is said


@dataclass(frozen=True)
class Why:
    """The binding item: a task before it, a crew (coming `of` a task), equipment.

    Minute `until` it holds the task; were it not there the task could start `slack`
    minutes sooner, where the next item holds it. `nothing`: it could start `slack`
    minutes sooner as it is. `runs`: it is a fact.
    """

    task: str
    waits_for: str
    key: str = ""
    of: str = ""
    until: int = 0
    slack: int = 0


@dataclass(frozen=True)
class Hold:
    """One thing that holds a task until a minute."""

    kind: str
    key: str
    of: str
    until: int


def explained(problem: Problem, plan: Plan) -> tuple[Why, ...]:
    """By place in `problem.tasks`."""
    read = Read(problem, plan)
    return tuple(why(read, at) for at in range(len(problem.tasks)))


def why(read: Read, at: int) -> Why:
    """What binds this one task."""
    task, start = read.problem.tasks[at], read.plan.starts[at]
    if task.key in read.problem.fixed_at:
        return Why(task.key, RUNS, until=start)
    holds = sorted(
        (hold for hold in _holds(read, at) if hold.until > 0),
        key=lambda hold: (-hold.until, KINDS.index(hold.kind), hold.key),
    )
    last = holds[0].until if holds else 0
    if last < start or not holds:
        return Why(task.key, NOTHING, until=last, slack=start - last)
    first = holds[0]
    same = (first.kind, first.key)
    others = (hold.until for hold in holds if (hold.kind, hold.key) != same)
    return Why(
        task.key,
        first.kind,
        first.key,
        first.of,
        first.until,
        first.until - next(others, 0),
    )


def chain(problem: Problem, plan: Plan, mission: str) -> tuple[Why, ...]:
    """From the last task of the mission back to what began it all, end first."""
    read, tasks = Read(problem, plan), problem.tasks
    end = mission_ends(problem, plan).get(mission)
    if end is None:
        return ()
    at = max(
        at
        for at, task in enumerate(tasks)
        if task.mission == mission and plan.starts[at] + task.minutes == end
    )
    found = [why(read, at)]
    seen = {at}
    while (key := before(found[-1])) and problem.place[key] not in seen:
        seen.add(problem.place[key])
        found.append(why(read, problem.place[key]))
    return tuple(found)


def before(found: Why) -> str:
    """The task that had to end for it, or none."""
    return found.key if found.waits_for == TASK else found.of


def _holds(read: Read, at: int) -> Iterator[Hold]:
    problem, plan, task = read.problem, read.plan, read.problem.tasks[at]
    start = plan.starts[at]
    yield Hold(RELEASE, "", "", task.release)
    for other, gap in problem.after[at]:
        yield Hold(TASK, problem.tasks[other].key, "", plan.starts[other] + gap)
    for crew in plan.crews_of(at):
        yield _crew(read, at, crew)
    for pool, amount in task.uses:
        if amount and task.minutes:
            until, of = read.pool_until(pool, at, amount)
            yield Hold(POOL, pool, of, until)
    for stock, amount in task.takes:
        if amount:
            yield Hold(STOCK, stock, "", read.stock_until(stock, at, amount))
    for other in read.area_mates(at):
        end = plan.starts[other] + problem.tasks[other].minutes
        if end <= start:
            yield Hold(AREA, task.area, problem.tasks[other].key, end)


def _crew(read: Read, at: int, crew: int) -> Hold:
    """Its work before and the way from there; or its shift, or the way from home."""
    problem, task = read.problem, read.problem.tasks[at]
    row, start = problem.crews[crew], read.plan.starts[at]
    shifts = tuple(stretches(row, start + task.minutes))
    here = max((begin for begin, _end in shifts if begin <= start), default=0)
    other = read.previous(crew, at)
    if other is None:
        way = problem.way(row.site, task.site)
        if here > shifts[0][0] or not way:
            return Hold(SHIFT, row.key, "", here)
        return Hold(CREW, row.key, "", here + way)
    tasks = problem.tasks
    way = problem.way(tasks[other].site, task.site)
    free = read.plan.starts[other] + tasks[other].minutes + way
    if here > free:
        return Hold(SHIFT, row.key, "", here)
    return Hold(CREW, row.key, tasks[other].key, free)
