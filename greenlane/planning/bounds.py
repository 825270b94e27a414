"""No plan is cheaper than this: by chains, releases and the work that there is.

A bound is true whoever plans; it may lie far below the best plan, and is shown as one.
"""

from __future__ import annotations

from greenlane.planning.keys import heads, tails
from greenlane.planning.problem import Problem
from greenlane.planning.rows import MAKESPAN
from greenlane.planning.solution import minutes_lost


def bound(problem: Problem) -> int:
    """Of the objective, in its own unit."""
    begins = heads(problem)
    if problem.objective == MAKESPAN:
        chains = max(a + b for a, b in zip(begins, tails(problem), strict=True))
        return max(chains, _equipment(problem), _people(problem))
    ends: dict[str, int] = {}
    for task, begin in zip(problem.tasks, begins, strict=True):
        ends[task.mission] = max(ends.get(task.mission, 0), begin + task.minutes)
    return sum(
        each.weight * minutes_lost(ends[each.key], each.need_at, each.deadline)
        for each in problem.missions
        if each.key in ends
    )


def _equipment(problem: Problem) -> int:
    """All that is asked of a pool, spread over all of it."""
    longest = 0
    for pool, capacity in problem.pools:
        asked = sum(
            task.minutes * amount
            for task in problem.tasks
            for key, amount in task.uses
            if key == pool
        )
        longest = max(longest, -(-asked // capacity) if capacity else 0)
    return longest


def _people(problem: Problem) -> int:
    """The same for crews, all at once and by skill; fixed tasks may lie before 0."""
    open_tasks = [task for task in problem.tasks if task.key not in problem.fixed_at]
    longest = 0
    for skill in {need.skill for task in open_tasks for need in task.needs}:
        able = sum(crew.gives(skill) for crew in problem.crews)
        asked = sum(
            task.minutes * need.heads
            for task in open_tasks
            for need in task.needs
            if need.skill == skill
        )
        longest = max(longest, -(-asked // able))
    if problem.crews:
        most = sum(crew.most() for crew in problem.crews)
        asked = sum(t.minutes * sum(n.heads for n in t.needs) for t in open_tasks)
        longest = max(longest, -(-asked // most) if most else 0)
    return longest
