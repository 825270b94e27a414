"""Those who are not planned anew keep their order: one after the other, as now.

Each crew goes from work to work as it does; a piece of equipment too, where nothing
but the last end counts and the hours of crews do not already hold everything together.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from greenlane.planning.cpsat.variables import Draft
from greenlane.planning.cpsat.ways import way
from greenlane.planning.rows import MAKESPAN


def kept(draft: Draft) -> None:
    problem = draft.problem
    arcs = {(one, two): way(draft, one, two) for one, two in _days(draft)}
    if problem.objective == MAKESPAN:
        for pool, _capacity in problem.pools:
            for one, two in _hands(draft, pool):
                arcs.setdefault((one, two), 0)
    for (one, two), minutes in arcs.items():
        if {problem.tasks[one].key, problem.tasks[two].key} <= problem.fixed_at.keys():
            continue  # what happened happened
        length = problem.tasks[one].minutes + minutes
        draft.cp.add(draft.starts[two] >= draft.starts[one] + length)


def _bound(draft: Draft) -> list[int]:
    """Kept or fixed, by their start now."""
    fixed = {draft.problem.place[each.task] for each in draft.problem.fixed}
    return sorted(draft.scope.kept | fixed, key=lambda at: (draft.best.starts[at], at))


def _days(draft: Draft) -> Iterator[tuple[int, int]]:
    """What each crew does now, one work after the other."""
    days: dict[int, list[int]] = {}
    for at in _bound(draft):
        for crew in draft.best.crews_of(at):
            days.setdefault(crew, []).append(at)
    for day in days.values():
        yield from pairwise(day)


def _hands(draft: Draft, pool: str) -> Iterator[tuple[int, int]]:
    """From whom each task takes its pieces over: who was ready last, first."""
    tasks, starts = draft.problem.tasks, draft.best.starts
    ready: list[list[int]] = []  # end, task, pieces
    for at in _bound(draft):
        wanted = sum(amount for key, amount in tasks[at].uses if key == pool)
        if not wanted or not tasks[at].minutes:
            continue
        missing = wanted
        for row in sorted(ready, reverse=True):
            end, one, pieces = row
            if missing and pieces and end <= starts[at]:
                yield one, at
                taken = min(missing, pieces)
                row[2], missing = pieces - taken, missing - taken
        ready = [row for row in ready if row[2]]
        ready.append([starts[at] + tasks[at].minutes, at, wanted])
