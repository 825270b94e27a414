"""What goes first: the keys from which the builder works. Smaller is sooner."""

from __future__ import annotations

from greenlane.planning.problem import Problem
from greenlane.planning.rows import DARK

NEVER = float("inf")
_DAY = 1440.0  # slack decides between places of one weight, not before the weight


def tails(problem: Problem) -> list[int]:
    """Minutes of work on the longest chain from each task's start to the end."""
    found = [task.minutes for task in problem.tasks]
    for at in reversed(problem.order):
        for other, gap in problem.after[at]:
            found[other] = max(found[other], gap + found[at])
    return found


def heads(problem: Problem) -> list[int]:
    """The earliest start of each task if only chains and releases counted."""
    found = [task.release for task in problem.tasks]
    for at in problem.order:
        for other, gap in problem.after[at]:
            found[at] = max(found[at], found[other] + gap)
        fixed = problem.fixed_at.get(problem.tasks[at].key)
        if fixed is not None:
            found[at] = fixed.start
    return found


def latest_first(problem: Problem) -> list[float]:
    """Whoever must have ended soonest goes first (the rule of the latest finish).

    Where places wait, the heaviest place first, then who has least slack.
    """
    left = tails(problem)
    if problem.objective != DARK:
        lengths = [task.minutes for task in problem.tasks]
        return [
            float(minutes - tail) for minutes, tail in zip(lengths, left, strict=True)
        ]
    missions = {each.key: each for each in problem.missions}
    found = []
    for task, tail in zip(problem.tasks, left, strict=True):
        mission = missions.get(task.mission)
        if mission is None:
            found.append(NEVER)
            continue
        due = mission.need_at if mission.deadline is None else mission.deadline
        found.append((due - tail) / _DAY - 100.0 * mission.weight)
    return found
