"""Which tasks are planned anew while all others keep their crews and their order.

Few enough for the solver to look at every possibility, and near each other in some way:
places that wait, hours of one night, the days of a crew, work of one kind.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from greenlane.planning.problem import Problem
from greenlane.planning.rows import MAKESPAN
from greenlane.planning.solution import Plan, minutes_lost, mission_ends

Pick = Callable[[Problem, Plan, Random, int], list[int]]


def free_tasks(problem: Problem) -> list[int]:
    return [
        at for at, task in enumerate(problem.tasks) if task.key not in problem.fixed_at
    ]


def hours(problem: Problem, plan: Plan, dice: Random, most: int) -> list[int]:
    """Those that lie around one moment."""
    tasks = free_tasks(problem)
    centre = dice.choice(tasks)
    moment = plan.starts[centre] + problem.tasks[centre].minutes // 2

    def far(at: int) -> int:
        begin = plan.starts[at]
        end = begin + problem.tasks[at].minutes
        return max(0, begin - moment, moment - end)

    return sorted(tasks, key=lambda at: (far(at), at))[:most]


def places(problem: Problem, plan: Plan, dice: Random, most: int) -> list[int]:
    """Whole missions, those that cost most sooner, and one that stands in their way."""
    rows = {each.key: each for each in problem.missions}
    if not rows:
        return hours(problem, plan, dice, most)
    weights = {
        key: 1 + rows[key].weight * minutes_lost(end, rows[key].need_at, None)
        for key, end in mission_ends(problem, plan).items()
    }
    found: list[int] = []
    tasks = free_tasks(problem)
    while weights and len(found) < most:
        [key] = dice.choices(list(weights), list(weights.values()))
        del weights[key]
        found += [at for at in tasks if problem.tasks[at].mission == key]
    return found[:most]


def days(problem: Problem, plan: Plan, dice: Random, most: int) -> list[int]:
    """All that one crew does, then what a second and third do who could do the same."""
    tasks = free_tasks(problem)
    busy = [at for at in tasks if plan.crews_of(at)]
    if not busy:
        return hours(problem, plan, dice, most)
    found: dict[int, None] = {}
    while len(found) < most and len(found) < len(busy):
        centre = dice.choice(busy)
        crew = dice.choice(plan.crews_of(centre))
        mine = [at for at in busy if crew in plan.crews_of(at)]
        mine.sort(key=lambda at: abs(plan.starts[at] - plan.starts[centre]))
        found |= dict.fromkeys(mine[: max(3, most // 2)])
    return list(found)[:most]


def kinds(problem: Problem, plan: Plan, dice: Random, most: int) -> list[int]:
    """Work that competes for the same skill or equipment, near one moment."""
    tasks = free_tasks(problem)
    centre = dice.choice(tasks)
    wanted = _wants(problem, centre)
    same = [at for at in tasks if at == centre or wanted & _wants(problem, at)]
    moment = plan.starts[centre]
    same.sort(key=lambda at: (abs(plan.starts[at] - moment), at))
    return same[:most]


def _wants(problem: Problem, at: int) -> set[str]:
    task = problem.tasks[at]
    return {need.skill for need in task.needs} | {key for key, n in task.uses if n}


def ways_to_pick(problem: Problem) -> tuple[Pick, ...]:
    if problem.objective == MAKESPAN:
        return (hours, kinds, days) if problem.crews else (hours, kinds)
    return (places, hours, days, kinds)
