"""What the solver makes small: the same sum as `solution.cost`, term by term."""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from greenlane.planning.cpsat.variables import Variables
from greenlane.planning.problem import Problem
from greenlane.planning.rows import LATE, MAKESPAN, Mission


def minimise(model: cp_model.CpModel, problem: Problem, own: Variables) -> None:
    """Makespan, or dark and late minutes by weight."""
    if problem.objective == MAKESPAN:
        model.minimize(_last_end(model, problem, own, range(len(problem.tasks))))
        return
    terms = []
    for mission in problem.missions:
        mine = [
            at for at, task in enumerate(problem.tasks) if task.mission == mission.key
        ]
        if mine and mission.weight:
            end = _last_end(model, problem, own, mine)
            terms.append(mission.weight * _lost(model, problem, mission, end))
    model.minimize(sum(terms))


def _last_end(
    model: cp_model.CpModel, problem: Problem, own: Variables, places: Sequence[int]
) -> cp_model.IntVar:
    end = model.new_int_var(
        0, max(own.last[at] for at in places) + problem.horizon, "end"
    )
    for at in places:
        model.add(end >= own.starts[at] + problem.tasks[at].minutes)
    return end


def _lost(
    model: cp_model.CpModel, problem: Problem, mission: Mission, end: cp_model.IntVar
) -> cp_model.LinearExpr:
    far = 2 * problem.horizon
    dark = model.new_int_var(0, far, f"dark {mission.key}")
    model.add(dark >= end - mission.need_at)
    if mission.deadline is None:
        return dark + 0
    late = model.new_int_var(0, far, f"late {mission.key}")
    model.add(late >= end - mission.deadline)
    return dark + LATE * late
