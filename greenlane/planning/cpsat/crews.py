"""Who comes: heads for each need, on shift, one place at a time, and who is alike."""

from __future__ import annotations

from itertools import combinations, pairwise

from ortools.sat.python import cp_model

from greenlane.planning.cpsat.variables import Draft
from greenlane.planning.problem import Problem
from greenlane.planning.rows import MAKESPAN
from greenlane.planning.solution import Plan

_ALL_SETS = 6  # up to so many skills every set of them is a constraint


def crews(draft: Draft) -> None:
    _needs(draft)
    _shifts(draft)
    _one_place_at_a_time(draft)
    _skills(draft)
    if not draft.scope.kept:
        _alike(draft)


def _needs(draft: Draft) -> None:
    problem = draft.problem
    for at, gives in enumerate(draft.gives):
        if not gives:
            continue
        for place, need in enumerate(problem.tasks[at].needs):
            brought = [
                (problem.crews[crew].gives(need.skill), given)
                for (need_at, crew), given in gives.items()
                if need_at == place
            ]
            if all(heads >= need.heads for heads, _given in brought):
                draft.cp.add_exactly_one(given for _heads, given in brought)
            elif all(heads == 1 for heads, _given in brought):
                draft.cp.add(sum(given for _one, given in brought) == need.heads)
            else:
                draft.cp.add(sum(n * given for n, given in brought) >= need.heads)


def _shifts(draft: Draft) -> None:
    """On shift from start to end, and not before the first way is travelled."""
    scope = draft.scope
    for at, comes in enumerate(draft.comes):
        if not draft.gives[at] and at not in scope.kept:
            continue
        for crew, come in comes.items():
            spans = scope.reach.with_ways(at, crew)
            if any(a <= scope.low[at] and scope.high[at] <= b for a, b in spans):
                continue
            domain = cp_model.Domain.from_intervals([list(each) for each in spans])
            draft.cp.add_linear_expression_in_domain(
                draft.starts[at], domain
            ).only_enforce_if(come)


def _one_place_at_a_time(draft: Draft) -> None:
    tasks, fixed = draft.problem.tasks, draft.problem.fixed_at
    for crew in range(len(draft.problem.crews)):
        spans = [
            draft.cp.new_optional_fixed_size_interval_var(
                draft.starts[at], task.minutes, draft.comes[at][crew], ""
            )
            for at, task in enumerate(tasks)
            if crew in draft.comes[at] and task.key not in fixed
        ]
        if len(spans) > 1:
            draft.cp.add_no_overlap(spans)


def _skills(draft: Draft) -> None:
    """It follows from the rest, but says at once how many there are of some skills.

    Hall's condition for sets of skills: one person serves one need at a time.
    """
    problem = draft.problem
    skills = sorted({need.skill for task in problem.tasks for need in task.needs})
    most = 1
    if problem.objective == MAKESPAN:
        most = len(skills) if len(skills) <= _ALL_SETS else 2
    for size in range(1, most + 1):
        for some in combinations(skills, size):
            capacity = sum(
                max((n for key, n in crew.skills if key in some), default=0)
                for crew in problem.crews
            )
            rows = [
                (draft.spans[at], wanted)
                for at, task in enumerate(problem.tasks)
                if task.key not in problem.fixed_at
                and task.minutes
                and (wanted := sum(x.heads for x in task.needs if x.skill in some))
            ]
            if sum(heads for _span, heads in rows) > capacity:
                draft.cp.add_cumulative(
                    [x for x, _ in rows], [n for _x, n in rows], capacity
                )


def _alike(draft: Draft) -> None:
    """Of crews that differ in nothing, the first comes first."""
    for group in alike(draft.problem):
        for one, two in pairwise(group):
            earlier: list[cp_model.IntVar] = []
            for comes in draft.comes:
                if two in comes and one in comes:
                    earlier.append(comes[one])
                    draft.cp.add_bool_or(*earlier, comes[two].negated())


def alike(problem: Problem) -> list[list[int]]:
    """Groups of crews that could change places: more heads than any need are alike.

    What was told, and what runs, is a difference.
    """
    known = {crew for each in problem.fixed for crew in each.crews}
    known |= {crew for each in problem.stays for crew in each.crews}
    held = [set(task.only) for task in problem.tasks if task.only]
    most: dict[str, int] = {}
    for need in (each for task in problem.tasks for each in task.needs):
        most[need.skill] = max(need.heads, most.get(need.skill, 0))
    groups: dict[object, list[int]] = {}
    for at, crew in enumerate(problem.crews):
        if crew.key not in known:
            sign = (
                tuple(min(crew.gives(skill), heads) for skill, heads in most.items()),
                crew.site,
                crew.shifts,
                frozenset(crew.passes),
                tuple(crew.key in only for only in held),
            )
            groups.setdefault(sign, []).append(at)
    return [group for group in groups.values() if len(group) > 1]


def first_comes_first(problem: Problem, plan: Plan) -> Plan:
    """The same plan; among crews that are alike the first comes to the first task."""
    becomes = {at: at for at in range(len(problem.crews))}
    for group in alike(problem):
        met = [c for c in dict.fromkeys(_in_order(problem, plan)) if c in group]
        met += [crew for crew in group if crew not in met]
        becomes.update(zip(met, group, strict=True))
    return Plan(
        plan.starts,
        tuple(
            tuple(sorted(becomes[crew] for crew in plan.crews_of(at)))
            for at in range(len(problem.tasks))
        ),
    )


def _in_order(problem: Problem, plan: Plan) -> list[int]:
    return [crew for at in range(len(problem.tasks)) for crew in plan.crews_of(at)]
