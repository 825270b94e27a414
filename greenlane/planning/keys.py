"""What goes first: the keys from which the builder works. Smaller is sooner."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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


def finite(keys: list[float]) -> list[float]:
    """What may be done whenever comes a little after the rest: keys that can move."""
    last = max((key for key in keys if key < NEVER), default=0.0) + 1.0
    return [min(key, last) for key in keys]


def first_rules(problem: Problem) -> Iterator[list[float]]:
    """Where a search may begin, beside the dispatcher's rule."""
    left = tails(problem)
    yield [float(each) for each in heads(problem)]
    yield [-float(each) for each in left]
    if problem.objective != DARK or not problem.missions:
        return
    for turn in _turns(problem):
        last = max(turn.values())
        for stretched in (0.7, 1.0, 1.5):
            for waiting in (1.0, 1.6):
                yield [
                    stretched * turn.get(task.mission, last) - waiting * tail
                    for task, tail in zip(problem.tasks, left, strict=True)
                ]


def _turns(problem: Problem) -> Iterator[dict[str, float]]:
    """Mission -> the minute by which all hands would have done it and those before it.

    The heaviest first; who is done with the least work for its weight first (Smith's
    rule, Naval Research Logistics Quarterly 3, 1956); and halfway between.
    """
    work = {each.key: 0 for each in problem.missions}
    for task in problem.tasks:
        if task.mission:
            work[task.mission] += task.minutes * sum(n.heads for n in task.needs)
    hands = max(1.0, 0.5 * sum(crew.most() for crew in problem.crews))
    weights = {each.key: each.weight for each in problem.missions}
    dues = {each.key: each.deadline or each.need_at for each in problem.missions}

    def turn(rule: Callable[[str], tuple[float, float]]) -> dict[str, float]:
        found, minute = {}, 0.0
        for key in sorted(work, key=rule):
            minute += work[key] / hands
            found[key] = minute
        return found

    heavy = turn(lambda key: (-weights[key], dues[key]))
    light = turn(lambda key: (work[key] / max(1, weights[key]), dues[key]))
    yield heavy
    yield light
    yield {key: (heavy[key] + light[key]) / 2 for key in work}
