"""What the solver makes small: the same sum as `solution.cost`, term by term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ortools.sat.python import cp_model

from greenlane.planning.cpsat.variables import Variables
from greenlane.planning.problem import Problem
from greenlane.planning.rows import LATE, MAKESPAN, Mission


def minimise(model: cp_model.CpModel, problem: Problem, own: Variables) -> None:
    """Makespan, or dark and late minutes by weight."""
    terms = [*_neighbours(model, problem, own), *_disturbance(model, problem, own)]
    if problem.objective == MAKESPAN:
        last = _last_end(model, problem, own, range(len(problem.tasks)))
        model.minimize(sum([last, *terms]))
        return
    for mission in problem.missions:
        mine = [
            at for at, task in enumerate(problem.tasks) if task.mission == mission.key
        ]
        if mine and mission.weight:
            end = _last_end(model, problem, own, mine)
            terms.append(mission.weight * _lost(model, problem, mission, end))
    model.minimize(sum(terms))


def _neighbours(
    model: cp_model.CpModel, problem: Problem, own: Variables
) -> Iterator[cp_model.LinearExprT]:
    far = 2 * problem.horizon
    for each in problem.neighbours:
        off, on = problem.place[each.off], problem.place[each.on]
        dark = model.new_int_var(0, far, f"neighbours {each.off}")
        end = own.starts[on] + problem.tasks[on].minutes
        model.add(dark >= end - own.starts[off])
        yield each.weight * dark


def _disturbance(
    model: cp_model.CpModel, problem: Problem, own: Variables
) -> Iterator[cp_model.LinearExprT]:
    for each in problem.stays:
        comes = own.comes[problem.place[each.task]]
        told = {problem.crew_place[crew] for crew in each.crews}
        if told - set(comes):
            yield each.price
        else:
            same = model.new_bool_var(f"{each.task} as told")
            model.add_bool_and(
                come if crew in told else come.negated() for crew, come in comes.items()
            ).only_enforce_if(same)
            yield each.price * (1 - same)


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
