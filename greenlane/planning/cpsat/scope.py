"""What the solver may change: who could come, between which minutes, and who stays."""

from __future__ import annotations

from dataclasses import dataclass

from greenlane.planning import bounds
from greenlane.planning.problem import Problem
from greenlane.planning.reach import Reach
from greenlane.planning.rows import LATE, MAKESPAN, Mission
from greenlane.planning.solution import Plan, cost, ends

FLOAT = 360  # minutes that a task may move in one polish
NEAREST = 8  # crews beside its own that a task may get there

Able = tuple[tuple[tuple[int, ...], ...], ...]  # for each task and need its crews


@dataclass(frozen=True)
class Scope:
    """`whole`: nothing was taken away that a plan as cheap as the best could use.

    Those who are `kept` keep their crews, and their order within each crew.
    """

    reach: Reach
    able: Able
    low: tuple[int, ...]
    high: tuple[int, ...]
    kept: frozenset[int] = frozenset()
    whole: bool = True
    named: bool = True  # whether it is asked who comes, not only how many


def everything(problem: Problem, reach: Reach, best: Plan) -> Scope:
    """All that a plan no dearer than this one could need, and nothing more."""
    low, high = tuple(reach.heads), latest_starts(problem, reach, best)
    able = who_could(problem, reach, low, high)
    return Scope(reach, able, low, high, whole=reach.metric)


def by_numbers(problem: Problem, reach: Reach, best: Plan) -> Scope:
    """Heads by skill without names: more is possible than with them, never less."""
    low, high = tuple(reach.heads), latest_starts(problem, reach, best)
    nobody: Able = tuple(tuple(() for _need in task.needs) for task in problem.tasks)
    return Scope(reach, nobody, low, high, whole=reach.metric, named=False)


def freed(problem: Problem, reach: Reach, best: Plan, free: list[int]) -> Scope:
    """Only these are planned anew, with the crews that are nearest; the rest floats.

    Nothing moves by more than a few hours: that is another neighbourhood's matter.
    """
    mine = set(free)
    low = tuple(
        max(head, start - FLOAT)
        for head, start in zip(reach.heads, best.starts, strict=True)
    )
    high = tuple(
        min(last, start + FLOAT)
        for last, start in zip(
            latest_starts(problem, reach, best), best.starts, strict=True
        )
    )
    kept = frozenset(
        at
        for at, task in enumerate(problem.tasks)
        if at not in mine and task.key not in problem.fixed_at
    )
    able = who_could(problem, reach, low, high)
    near = tuple(
        tuple(_nearest(problem, best, at, some) for some in each) if at in mine else ()
        for at, each in enumerate(able)
    )
    return Scope(reach, near, low, high, kept, whole=False)


def _nearest(
    problem: Problem, best: Plan, at: int, able: tuple[int, ...]
) -> tuple[int, ...]:
    """Those who come now, and of the others who stands nearest, some of them."""
    there, site = best.crews_of(at), problem.tasks[at].site
    others = sorted(
        (crew for crew in able if crew not in there),
        key=lambda crew: (problem.way(problem.crews[crew].site, site), crew),
    )
    chosen = {*there, *others[: max(NEAREST, 2 * len(there))]}
    return tuple(crew for crew in able if crew in chosen)


def who_could(
    problem: Problem, reach: Reach, low: tuple[int, ...], high: tuple[int, ...]
) -> Able:
    """Crews that could begin within the window of the task."""
    return tuple(
        tuple(
            tuple(
                crew
                for crew in able
                if any(
                    max(first, low[at]) <= min(last, high[at])
                    for first, last in reach.with_ways(at, crew)
                )
            )
            for able in problem.able[at]
        )
        for at in range(len(problem.tasks))
    )


def latest_starts(problem: Problem, reach: Reach, best: Plan) -> tuple[int, ...]:
    """By task, of all plans that cost no more: what is spent here is spare there."""
    latest = _latest_ends(problem, reach, best)
    found = [
        end - task.minutes for end, task in zip(latest, problem.tasks, strict=True)
    ]
    for at in reversed(problem.order):
        fixed = problem.fixed_at.get(problem.tasks[at].key)
        if fixed is not None:
            found[at] = fixed.start
            continue
        for other, gap in problem.after[at]:
            found[other] = min(found[other], found[at] - gap)
    # The plan itself must stay possible whatever was thought above.
    return tuple(map(max, found, best.starts))


def _latest_ends(problem: Problem, reach: Reach, best: Plan) -> list[int]:
    floor = bounds.floor(problem, reach)
    spare = max(0, cost(problem, best) - floor.cost)
    horizon = max(reach.until, *ends(problem, best))
    if problem.objective == MAKESPAN:
        return [floor.last_end + spare] * len(problem.tasks)
    allowed = {
        each.key: min(horizon, _end_for(each, floor.missions[each.key] + spare))
        for each in problem.missions
        if each.weight > 0 and each.key in floor.missions
    }
    return [allowed.get(task.mission, horizon) for task in problem.tasks]


def _end_for(mission: Mission, price: int) -> int:
    """The latest end of this place that costs no more."""
    minutes = price // mission.weight
    if mission.deadline is None:
        return mission.need_at + minutes
    early, late = sorted((mission.need_at, mission.deadline))
    if mission.need_at <= mission.deadline:
        before = late - early
        if minutes <= before:
            return early + minutes
        return late + (minutes - before) // (1 + LATE)
    before = (late - early) * LATE
    if minutes <= before:
        return early + minutes // LATE
    return late + (minutes - before) // (1 + LATE)
