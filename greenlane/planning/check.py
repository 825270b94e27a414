"""Is this plan possible? It shares no line with what builds plans.

Everything is looked at from the plan alone: who is where when, what is used when.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from greenlane.planning.problem import Problem
from greenlane.planning.rows import Need, stretches
from greenlane.planning.solution import Plan


def check(problem: Problem, plan: Plan) -> list[str]:
    """Every rule that the plan breaks, in words; none: it is possible."""
    if len(plan.starts) != len(problem.tasks):
        return [f"{len(plan.starts)} starts for {len(problem.tasks)} tasks"]
    return [
        *_times(problem, plan),
        *_fixed(problem, plan),
        *_skills(problem, plan),
        *_crews(problem, plan),
        *_pools(problem, plan),
        *_stocks(problem, plan),
        *_areas(problem, plan),
    ]


def _times(problem: Problem, plan: Plan) -> Iterator[str]:
    for task, start in zip(problem.tasks, plan.starts, strict=True):
        if task.key in problem.fixed_at:
            continue  # what happened happened
        if start < task.release:
            yield f"{task.key} starts before its release"
        for other in task.after:
            at = problem.place[other.task]
            length = problem.tasks[at].minutes if other.of == "end" else 0
            if start < plan.starts[at] + length + other.lag:
                yield f"{task.key} starts too early after {other.task}"


def _fixed(problem: Problem, plan: Plan) -> Iterator[str]:
    for each in problem.fixed:
        at = problem.place[each.task]
        crews = {problem.crews[crew].key for crew in plan.crews_of(at)}
        if plan.starts[at] != each.start or crews != set(each.crews):
            yield f"{each.task} was fixed and is planned otherwise"


def _skills(problem: Problem, plan: Plan) -> Iterator[str]:
    for at, task in enumerate(problem.tasks):
        there = plan.crews_of(at)
        if task.key in problem.fixed_at:
            continue
        if len(set(there)) != len(there):
            yield f"{task.key} has a crew twice"
        elif not _covered(problem, task.needs, there):
            yield f"{task.key}: its crews lack a skill or heads"
        for crew in (problem.crews[at] for at in there):
            if task.access and task.access not in crew.passes:
                yield f"{crew.key} has no pass {task.access!r} for {task.key}"
            if task.only and crew.key not in task.only:
                yield f"{task.key} is held for others than {crew.key}"


def _covered(problem: Problem, needs: tuple[Need, ...], there: tuple[int, ...]) -> bool:
    """Whether each crew can serve one need so that every need has its heads."""
    found = {tuple(need.heads for need in needs)}
    for crew in there:
        gives = [problem.crews[crew].gives(need.skill) for need in needs]
        found = {
            (*left[:at], max(0, left[at] - heads), *left[at + 1 :])
            for left in found
            for at, heads in enumerate(gives)
            if heads
        }
    return any(not any(left) for left in found)


def _crews(problem: Problem, plan: Plan) -> Iterator[str]:
    """One place at a time, on shift, and the way between them is long enough."""
    days: dict[int, list[tuple[int, int, int]]] = {}
    for at, task in enumerate(problem.tasks):
        for crew in plan.crews_of(at):
            end = plan.starts[at] + task.minutes
            days.setdefault(crew, []).append((plan.starts[at], end, at))
    for crew, day in days.items():
        row = problem.crews[crew]
        day.sort()
        shifts = tuple(stretches(row, problem.horizon + max(x[1] for x in day)))
        first = problem.tasks[day[0][2]]
        begin = shifts[0][0] + problem.way(row.site, first.site)
        if day[0][0] < begin and first.key not in problem.fixed_at:
            yield f"{row.key} cannot be at {first.key} by then"
        for start, end, at in day:
            inside = any(a <= start and end <= b for a, b in shifts)
            if not inside and problem.tasks[at].key not in problem.fixed_at:
                yield f"{row.key} is off shift during {problem.tasks[at].key}"
        for one, two in pairwise(day):
            here, there = problem.tasks[one[2]], problem.tasks[two[2]]
            if {here.key, there.key} <= problem.fixed_at.keys():
                continue  # two facts; no plan can part them any more
            if two[0] < one[1] + problem.way(here.site, there.site):
                yield f"{row.key} cannot come from {here.key} to {there.key} in time"


def _pools(problem: Problem, plan: Plan) -> Iterator[str]:
    """What happened may have used more than there was; nobody may join in then."""
    for pool, capacity in problem.pools:
        moves: list[tuple[int, int, int]] = []
        for at, task in enumerate(problem.tasks):
            amount = sum(n for key, n in task.uses if key == pool)
            if amount and task.minutes:
                start = plan.starts[at]
                planned = amount * (task.key not in problem.fixed_at)
                moves.append((start, amount, planned))
                moves.append((start + task.minutes, -amount, -planned))
        level = open_level = 0
        for minute, change, planned in sorted(moves):
            level += change
            open_level += planned
            if level > capacity and open_level:
                yield f"{level} of {pool} are used at minute {minute}; {capacity} exist"
                break


def _stocks(problem: Problem, plan: Plan) -> Iterator[str]:
    """What runs may have taken what nobody recorded; nobody may take after it."""
    for stock in problem.stocks:
        moves = [(at, 0, amount, False) for at, amount in stock.arrivals]
        for at, task in enumerate(problem.tasks):
            taken = sum(amount for key, amount in task.takes if key == stock.key)
            if taken:
                planned = task.key not in problem.fixed_at
                moves.append((plan.starts[at], 1, -taken, planned))
        left = takers = 0
        for minute, _rank, change, planned in sorted(moves):
            left += change
            takers += planned
            if left < 0 and takers:
                yield f"{stock.key} has run out at minute {minute}"
                break


def _areas(problem: Problem, plan: Plan) -> Iterator[str]:
    """Areas are named within a mission: the lv of one is not the lv of another."""
    rows = [(at, task) for at, task in enumerate(problem.tasks) if task.area]
    for (a, one), (b, two) in combinations(rows, 2):
        if (one.area, one.mission) != (two.area, two.mission):
            continue
        if not (one.exclusive or two.exclusive) or not (one.minutes and two.minutes):
            continue
        if {one.key, two.key} <= problem.fixed_at.keys():
            continue
        apart = (
            plan.starts[a] + one.minutes <= plan.starts[b]
            or plan.starts[b] + two.minutes <= plan.starts[a]
        )
        if not apart:
            yield f"{one.key} and {two.key} are in {one.area} at the same time"
