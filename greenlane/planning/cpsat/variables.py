"""What the solver decides: when each task starts, and which crews come."""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from greenlane.planning.problem import Problem
from greenlane.planning.rows import MAKESPAN
from greenlane.planning.solution import Plan, cost


@dataclass(frozen=True)
class Variables:
    """By place in the problem; `comes[task][crew]` only for crews that could."""

    starts: list[cp_model.IntVar]
    spans: list[cp_model.IntervalVar]
    gives: list[dict[tuple[int, int], cp_model.IntVar]]  # (need, crew) -> for this need
    comes: list[dict[int, cp_model.IntVar]]
    last: list[int]


def variables(model: cp_model.CpModel, problem: Problem, best: Plan) -> Variables:
    """No start may be so late that the plan would cost more than the best one known."""
    last = latest_ends(problem, best)
    starts, spans, gives, comes = [], [], [], []
    for at, task in enumerate(problem.tasks):
        fixed = problem.fixed_at.get(task.key)
        low = fixed.start if fixed else task.release
        high = fixed.start if fixed else max(low, last[at] - task.minutes)
        start = model.new_int_var(low, high, f"start {task.key}")
        starts.append(start)
        spans.append(model.new_fixed_size_interval_var(start, task.minutes, task.key))
        give, come = _crews(model, problem, at)
        gives.append(give)
        comes.append(come)
    return Variables(starts, spans, gives, comes, last)


def latest_ends(problem: Problem, best: Plan) -> list[int]:
    """Minutes by which each task has ended in every plan that is no dearer."""
    price, horizon = cost(problem, best), problem.horizon
    if problem.objective == MAKESPAN:
        return [price] * len(problem.tasks)
    allowed = {
        each.key: min(horizon, each.need_at + price // each.weight)
        for each in problem.missions
        if each.weight > 0
    }
    return [allowed.get(task.mission, horizon) for task in problem.tasks]


def _crews(
    model: cp_model.CpModel, problem: Problem, at: int
) -> tuple[dict[tuple[int, int], cp_model.IntVar], dict[int, cp_model.IntVar]]:
    task = problem.tasks[at]
    fixed = problem.fixed_at.get(task.key)
    if fixed is not None:
        there = {problem.crew_place[crew] for crew in fixed.crews}
        return {}, {crew: model.new_constant(1) for crew in there}
    gives = {
        (need, crew): model.new_bool_var(f"{task.key} need {need} crew {crew}")
        for need, able in enumerate(problem.able[at])
        for crew in able
    }
    if len(task.needs) == 1:
        return gives, {crew: given for (_need, crew), given in gives.items()}
    crews = sorted({crew for _need, crew in gives})
    comes = {crew: model.new_bool_var(f"{task.key} crew {crew}") for crew in crews}
    for crew, come in comes.items():
        given = [each for (_need, who), each in gives.items() if who == crew]
        model.add(sum(given) == come)
    return gives, comes
