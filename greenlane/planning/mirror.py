"""The same problem told backwards, to push a plan to the right and then to the left.

Double justification (Valls, Ballestín, Quintanilla, European Journal of Operational
Research 165, 2005): what is pulled tight from the end often ends sooner.
"""

from __future__ import annotations

from greenlane.planning.problem import Problem
from greenlane.planning.rows import MAKESPAN, After, Task


def may_be_mirrored(problem: Problem) -> bool:
    """Only tasks, chains, equipment: shifts, ways and arrivals know one direction."""
    return problem.objective == MAKESPAN and not (
        problem.crews
        or problem.stocks
        or problem.fixed
        or any(task.release or task.area for task in problem.tasks)
        or any(x.of != "end" for task in problem.tasks for x in task.after)
    )


def mirrored(problem: Problem) -> Problem:
    """Each chain the other way round."""
    after: dict[str, list[After]] = {task.key: [] for task in problem.tasks}
    for task in problem.tasks:
        for other in task.after:
            after[other.task].append(After(task.key, other.lag))
    tasks = tuple(
        Task(task.key, task.minutes, uses=task.uses, after=tuple(after[task.key]))
        for task in problem.tasks
    )
    return Problem(tasks=tasks, pools=problem.pools, name=problem.name)
