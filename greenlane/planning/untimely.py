"""What finds no minute: each task is tried as the dispatcher's rule plans it."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from greenlane.planning.build import CannotBuild, Site
from greenlane.planning.keys import latest_first
from greenlane.planning.problem import Problem
from greenlane.planning.profile import FOREVER
from greenlane.planning.unable import (
    SHIFT,
    STOCK,
    TIME,
    WAITS,
    Impossible,
    longest_shift,
)


def untimely(problem: Problem) -> dict[str, Impossible]:
    """Each task for which shifts, equipment or material leave no time, and why."""
    keys, site = latest_first(problem), Site(problem)
    found: dict[str, Impossible] = {}
    placed = set(problem.fixed_at)
    waits = [len(each) for each in problem.after]
    ready = [(keys[at], at) for at, count in enumerate(waits) if not count]
    heapify(ready)
    while ready:
        _key, at = heappop(ready)
        task = problem.tasks[at]
        lost = next((x.task for x in task.after if x.task in found), "")
        if lost:
            found[task.key] = Impossible(task.key, WAITS, lost)
        else:
            try:
                site.place(at)
                placed.add(task.key)
            except CannotBuild:
                found[task.key] = _why(problem, site, at, placed)
        for other in problem.before[at]:
            waits[other] -= 1
            if not waits[other]:
                heappush(ready, (keys[other], other))
    return found


def _why(problem: Problem, site: Site, at: int, placed: set[str]) -> Impossible:
    """Material that others take; or shifts, which alone it would find or not."""
    task = problem.tasks[at]
    arrived = {each.key: sum(n for _at, n in each.arrivals) for each in problem.stocks}
    for key, amount in task.takes:
        if site.stores[key].fits(0, amount) >= FOREVER:
            taken = sum(
                n
                for other in problem.tasks
                if other.key in placed
                for stock, n in other.takes
                if stock == key
            )
            left = max(0, arrived[key] - taken)
            return Impossible(task.key, STOCK, key, wanted=amount, there=left)
    able = {crew for crews in problem.able[at] for crew in crews}
    longest = max((longest_shift(problem.crews[crew]) for crew in able), default=0)
    there = task.minutes if longest == float("inf") else int(longest)
    skill = task.needs[0].skill if task.needs else ""
    try:
        Site(problem).soonest(at, floor=task.release)
    except CannotBuild:
        return Impossible(task.key, SHIFT, skill, skill, task.minutes, there)
    return Impossible(task.key, TIME, skill, skill, task.minutes, there)
