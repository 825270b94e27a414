"""The earliest that a place can be lit at all, if nobody else waited for anything.

Chains, releases, shifts, the first way, material and what runs count; that two tasks
of the place itself may want the same crew does not. No plan ends it sooner.
"""

from __future__ import annotations

from greenlane.planning.build import Site
from greenlane.planning.problem import Problem


def earliest(problem: Problem, mission: str) -> int:
    """The minute of its end. Raises CannotBuild where a task has no time at all."""
    site, own = Site(problem), _with_all_before(problem, mission)
    last = 0
    for at in problem.order:
        if at not in own:
            continue
        task = problem.tasks[at]
        if task.key not in problem.fixed_at:
            site.starts[at], _crews = site.soonest(at)  # nothing is taken
        if task.mission == mission:
            last = max(last, site.starts[at] + task.minutes)
    return last


def _with_all_before(problem: Problem, mission: str) -> set[int]:
    found: set[int] = set()
    open_ones = [at for at, x in enumerate(problem.tasks) if x.mission == mission]
    while open_ones:
        at = open_ones.pop()
        if at not in found:
            found.add(at)
            open_ones += [other for other, _gap in problem.after[at]]
    return found
