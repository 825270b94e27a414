"""The whole model, and one run of the solver from a plan that is known already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from threading import Event, Thread

from ortools.sat.python import cp_model

from greenlane.planning.cpsat.crews import crews, first_comes_first
from greenlane.planning.cpsat.kept import kept
from greenlane.planning.cpsat.objective import minimise
from greenlane.planning.cpsat.scope import Scope
from greenlane.planning.cpsat.things import things
from greenlane.planning.cpsat.variables import Draft, variables
from greenlane.planning.cpsat.ways import ways
from greenlane.planning.problem import Problem
from greenlane.planning.solution import Plan

_LOOK = 0.02  # seconds between two looks whether somebody says stop
Value = Callable[[cp_model.IntVar], int]


@dataclass(frozen=True)
class Effort:
    """With `work`, in the solver's own unit, one worker and no clock: repeatable.

    `from_below` raises the bound until it meets a plan, instead of mending plans.
    """

    seconds: float
    work: float | None = None
    seed: int = 1
    workers: int = 1
    from_below: bool = False


@dataclass(frozen=True)
class Ears:
    """Who hears of plans and bounds as they come, and who may say stop."""

    plan: Callable[[Plan], None] | None = None
    bound: Callable[[int], None] | None = None
    stop: Callable[[], bool] | None = None


NOBODY = Ears()


@dataclass(frozen=True)
class Solved:
    """`bound`: no plan is cheaper; `finished`: none in the scope beats this one."""

    plan: Plan | None
    bound: int
    finished: bool
    proven: bool


def solve(
    problem: Problem, scope: Scope, best: Plan, effort: Effort, ears: Ears = NOBODY
) -> Solved:
    """A plan no dearer than `best`, or None if the time was too short to find one.

    Proof and bound are of the problem, so only a whole scope gives them.
    """
    draft = drafted(problem, scope, best)
    solver = cp_model.CpSolver()
    _set(solver, effort)
    if ears.bound is not None and scope.whole:
        heard = ears.bound
        solver.best_bound_callback = lambda value: heard(_up(value))
    status = _run(solver, draft, ears)
    known = {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN}
    bound = 0
    if scope.whole and status in known:
        bound = max(0, _up(solver.best_objective_bound))
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Solved(None, bound, finished=False, proven=False)
    done = status == cp_model.OPTIMAL
    plan = _plan(draft, solver.value)
    return Solved(plan, bound, finished=done, proven=done and scope.whole)


def drafted(problem: Problem, scope: Scope, best: Plan) -> Draft:
    """The rules of a possible plan, as the independent checker knows them."""
    if not scope.kept:
        best = first_comes_first(problem, best)
    draft = variables(problem, scope, best)
    things(draft)
    crews(draft)
    ways(draft)
    kept(draft)
    minimise(draft)
    return draft


def _up(value: float) -> int:
    return ceil(value - 1e-6)


def _set(solver: cp_model.CpSolver, effort: Effort) -> None:
    wanted = solver.parameters
    wanted.random_seed = effort.seed
    if effort.work is None:
        wanted.max_time_in_seconds = max(effort.seconds, 0.05)
        wanted.num_workers = effort.workers
    else:
        wanted.max_deterministic_time = effort.work
        wanted.num_workers = 1
    wanted.cp_model_probing_level = 0  # it takes longer than it saves
    wanted.symmetry_level = 0
    if wanted.num_workers == 1:
        wanted.linearization_level = 0
        wanted.max_presolve_iterations = 1
        wanted.optimize_with_lb_tree_search = effort.from_below


class _Hearer(cp_model.CpSolverSolutionCallback):
    """Each better plan of the solver, at once."""

    def __init__(self, draft: Draft, heard: Callable[[Plan], None]) -> None:
        super().__init__()
        self.draft, self.heard = draft, heard

    def on_solution_callback(self) -> None:
        self.heard(_plan(self.draft, self.value))


def _run(solver: cp_model.CpSolver, draft: Draft, ears: Ears) -> object:
    """A person who waits for the plan may stop it in the middle."""
    hearer = _Hearer(draft, ears.plan) if ears.plan is not None else None
    if (stop := ears.stop) is None:
        return solver.solve(draft.cp, hearer)
    over = Event()

    def watch() -> None:
        while not over.wait(_LOOK):
            if stop():
                solver.stop_search()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return solver.solve(draft.cp, hearer)
    finally:
        over.set()
        watcher.join()


def _plan(draft: Draft, value: Value) -> Plan:
    return Plan(
        tuple(value(start) for start in draft.starts),
        tuple(_crews(draft, value, at) for at in range(len(draft.starts))),
    )


def _crews(draft: Draft, value: Value, at: int) -> tuple[int, ...]:
    """Who comes. Of larger crews those who are not needed stay away."""
    problem, task = draft.problem, draft.problem.tasks[at]
    come = tuple(sorted(c for c, yes in draft.comes[at].items() if value(yes)))
    told = next((x for x in problem.stays if x.task == task.key), None)
    if not draft.gives[at] or (
        told and {problem.crews[crew].key for crew in come} == set(told.crews)
    ):
        return come
    spare = [-need.heads for need in task.needs]
    given = []
    for (need, crew), yes in draft.gives[at].items():
        if value(yes):
            heads = problem.crews[crew].gives(task.needs[need].skill)
            spare[need] += heads
            given.append((heads, need, crew))
    leave = set()
    for heads, need, crew in sorted(given):
        if heads <= spare[need]:
            spare[need] -= heads
            leave.add(crew)
    return tuple(crew for crew in come if crew not in leave)
