"""The whole model, and one run of the solver from a plan that is known already."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from ortools.sat.python import cp_model

from greenlane.planning.cpsat.constraints import constrain
from greenlane.planning.cpsat.objective import minimise
from greenlane.planning.cpsat.variables import Variables, variables
from greenlane.planning.problem import Problem
from greenlane.planning.solution import Plan


@dataclass(frozen=True)
class Solved:
    """`bound`: no plan is cheaper; `proven`: neither than this one."""

    plan: Plan | None
    bound: int
    proven: bool


def solve(
    problem: Problem,
    best: Plan,
    *,
    seconds: float,
    work: float | None = None,
    seed: int,
    workers: int,
) -> Solved:
    """A plan no dearer than `best`, or None if the time was too short to find one.

    With `work`, in the solver's own deterministic unit, one worker and no clock: the
    same plan on every machine.
    """
    model = cp_model.CpModel()
    own = variables(model, problem, best)
    constrain(model, problem, own)
    minimise(model, problem, own)
    _hint(model, problem, own, best)
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = seed
    if work is None:
        solver.parameters.max_time_in_seconds = max(seconds, 0.05)
        solver.parameters.num_workers = workers
    else:
        solver.parameters.max_deterministic_time = work
        solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Solved(None, max(0, ceil(solver.best_objective_bound - 1e-6)), False)
    plan = Plan(
        tuple(solver.value(start) for start in own.starts),
        tuple(_crews(problem, own, solver, at) for at in range(len(problem.tasks))),
    )
    bound = ceil(solver.best_objective_bound - 1e-6)
    return Solved(plan, bound, status == cp_model.OPTIMAL)


def _crews(
    problem: Problem, own: Variables, solver: cp_model.CpSolver, at: int
) -> tuple[int, ...]:
    """Who comes. Of larger crews those who are not needed stay away."""
    come = tuple(sorted(c for c, yes in own.comes[at].items() if solver.value(yes)))
    told = next((x for x in problem.stays if x.task == problem.tasks[at].key), None)
    if told and {problem.crews[crew].key for crew in come} == set(told.crews):
        return come
    spare = {need: -each.heads for need, each in enumerate(problem.tasks[at].needs)}
    given = [key for key, yes in own.gives[at].items() if solver.value(yes)]
    heads = {
        (need, crew): problem.crews[crew].gives(problem.tasks[at].needs[need].skill)
        for need, crew in given
    }
    for (need, _crew), brought in heads.items():
        spare[need] += brought
    leave = set()
    for (need, crew), brought in sorted(heads.items(), key=lambda each: each[1]):
        if brought <= spare[need]:
            spare[need] -= brought
            leave.add(crew)
    return tuple(crew for crew in come if crew not in leave)


def _hint(
    model: cp_model.CpModel, problem: Problem, own: Variables, best: Plan
) -> None:
    """Starts and crews; a need is given by whoever fits it first."""
    for at, task in enumerate(problem.tasks):
        if task.key in problem.fixed_at:
            continue
        model.add_hint(own.starts[at], best.starts[at])
        there = set(best.crews_of(at))
        for crew, come in own.comes[at].items():
            model.add_hint(come, crew in there)
