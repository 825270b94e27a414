"""What a plan costs, as `solution.cost` counts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ortools.sat.python import cp_model

from greenlane.planning.cpsat.variables import Draft
from greenlane.planning.rows import LATE, MAKESPAN, Mission


def minimise(draft: Draft) -> None:
    """Makespan, or dark and late minutes by weight."""
    terms = [*_neighbours(draft), *_disturbance(draft)]
    if draft.problem.objective == MAKESPAN:
        draft.cp.minimize(sum([_last_end(draft, range(len(draft.starts))), *terms]))
        return
    mine: dict[str, list[int]] = {}
    for at, task in enumerate(draft.problem.tasks):
        mine.setdefault(task.mission, []).append(at)
    for mission in draft.problem.missions:
        if mission.key in mine and mission.weight:
            terms.extend(_lost(draft, mission, mine[mission.key]))
    draft.cp.minimize(sum(terms))


def _neighbours(draft: Draft) -> Iterator[cp_model.LinearExprT]:
    """From the start of isolating to the end of restoring."""
    problem, scope = draft.problem, draft.scope
    for each in problem.neighbours:
        off, on = problem.place[each.off], problem.place[each.on]
        length = problem.tasks[on].minutes
        now = draft.best.starts[on] + length - draft.best.starts[off]
        most = scope.high[on] + length - scope.low[off]
        dark = draft.number(0, max(0, most), now)
        draft.cp.add(dark >= draft.starts[on] + length - draft.starts[off])
        yield each.weight * dark


def _disturbance(draft: Draft) -> Iterator[cp_model.LinearExprT]:
    """The price of each task that others do than people were told."""
    problem = draft.problem
    for each in problem.stays if draft.scope.named else ():
        at = problem.place[each.task]
        comes = draft.comes[at]
        told = {problem.crew_place.get(crew, -1) for crew in each.crews}
        if told - set(comes):
            yield each.price
        elif not draft.gives[at]:
            yield each.price * (told != set(comes))
        else:
            same = draft.flag(draft.there(at) == told)
            draft.cp.add_bool_and(
                come if crew in told else come.negated() for crew, come in comes.items()
            ).only_enforce_if(same)
            yield each.price * (1 - same)


def _last_end(draft: Draft, places: Sequence[int]) -> cp_model.IntVar:
    """The end of all of these, by those that nothing among them is sure to outlast."""
    tasks, far = draft.problem.tasks, draft.scope.reach.far
    mine = set(places)
    outlasted = {
        one
        for at in places
        for one, gap in far[at].items()
        if one in mine and gap + tasks[at].minutes >= tasks[one].minutes
    }
    end = draft.number(
        max(draft.scope.low[at] + tasks[at].minutes for at in places),
        max(draft.scope.high[at] + tasks[at].minutes for at in places),
        max(draft.best.starts[at] + tasks[at].minutes for at in places),
    )
    for at in places:
        if at not in outlasted:
            draft.cp.add(end >= draft.starts[at] + tasks[at].minutes)
    return end


def _lost(
    draft: Draft, mission: Mission, places: list[int]
) -> Iterator[cp_model.LinearExprT]:
    end = _last_end(draft, places)
    yield from _beyond(draft, end, mission.need_at, mission.weight, places)
    if mission.deadline is not None:
        weight = LATE * mission.weight
        yield from _beyond(draft, end, mission.deadline, weight, places)


def _beyond(
    draft: Draft, end: cp_model.IntVar, due: int, weight: int, places: list[int]
) -> Iterator[cp_model.LinearExprT]:
    """The weight of each minute after `due`; without a variable where it is sure."""
    ends = [(at, draft.problem.tasks[at].minutes) for at in places]
    if max(draft.scope.high[at] + length for at, length in ends) <= due:
        return
    if max(draft.scope.low[at] + length for at, length in ends) >= due:
        yield weight * (end - due)
        return
    most = max(draft.scope.high[at] + length for at, length in ends) - due
    now = max(draft.best.starts[at] + length for at, length in ends) - due
    minutes = draft.number(0, most, now)
    draft.cp.add(minutes >= end - due)
    yield weight * minutes
