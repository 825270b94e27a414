"""The rules of a possible plan, as the independent checker knows them."""

from __future__ import annotations

from itertools import combinations

from ortools.sat.python import cp_model

from greenlane.planning.cpsat.variables import Variables
from greenlane.planning.problem import Problem
from greenlane.planning.rows import stretches

_ALL_SETS, _FEW = 6, 2  # up to so many skills every set of them; beyond, pairs


def constrain(model: cp_model.CpModel, problem: Problem, own: Variables) -> None:
    """Everything that a plan has to keep."""
    _chains(model, problem, own)
    _needs(model, problem, own)
    _shifts(model, problem, own)
    _one_place_at_a_time(model, problem, own)
    _ways(model, problem, own)
    _pools(model, problem, own)
    _skills(model, problem, own)
    _stocks(model, problem, own)
    _areas(model, problem, own)


def _chains(model: cp_model.CpModel, problem: Problem, own: Variables) -> None:
    for at, others in enumerate(problem.after):
        if problem.tasks[at].key in problem.fixed_at:
            continue  # what happened happened
        for other, gap in others:
            model.add(own.starts[at] >= own.starts[other] + gap)


def _needs(model: cp_model.CpModel, problem: Problem, own: Variables) -> None:
    for at, task in enumerate(problem.tasks):
        if task.key in problem.fixed_at:
            continue
        for place, (need, able) in enumerate(
            zip(task.needs, problem.able[at], strict=True)
        ):
            brought = [
                problem.crews[crew].gives(need.skill) * given
                for (need_at, crew), given in own.gives[at].items()
                if need_at == place
            ]
            if all(problem.crews[crew].gives(need.skill) == 1 for crew in able):
                model.add(sum(brought) == need.heads)
            else:
                model.add(sum(brought) >= need.heads)


def _shifts(model: cp_model.CpModel, problem: Problem, own: Variables) -> None:
    """On shift from start to end, and not before the first way is travelled."""
    for at, task in enumerate(problem.tasks):
        if task.key in problem.fixed_at:
            continue
        for crew, come in own.comes[at].items():
            row = problem.crews[crew]
            way = problem.way(row.site, task.site)
            if not row.shifts and not way:
                continue
            inside = [
                [begin + (way if not place else 0), end - task.minutes]
                for place, (begin, end) in enumerate(stretches(row, own.last[at]))
            ]
            domain = cp_model.Domain.from_intervals([x for x in inside if x[0] <= x[1]])
            start = own.starts[at]
            model.add_linear_expression_in_domain(start, domain).only_enforce_if(come)


def _one_place_at_a_time(
    model: cp_model.CpModel, problem: Problem, own: Variables
) -> None:
    for crew in range(len(problem.crews)):
        spans = [
            model.new_optional_fixed_size_interval_var(
                own.starts[at], task.minutes, own.comes[at][crew], f"{task.key} {crew}"
            )
            for at, task in enumerate(problem.tasks)
            if crew in own.comes[at]
        ]
        if len(spans) > 1:
            model.add_no_overlap(spans)


def _ways(model: cp_model.CpModel, problem: Problem, own: Variables) -> None:
    """Between two sites a crew needs its way; who goes first is shared by all crews."""
    if not problem.travel:
        return
    tasks = problem.tasks
    for a, b in combinations(range(len(tasks)), 2):
        there, back = (
            problem.way(tasks[a].site, tasks[b].site),
            problem.way(tasks[b].site, tasks[a].site),
        )
        both = sorted(set(own.comes[a]) & set(own.comes[b]))
        if not both or not (there or back):
            continue
        first = model.new_bool_var(f"{tasks[a].key} before {tasks[b].key}")
        for crew in both:
            come = [own.comes[a][crew], own.comes[b][crew]]
            model.add(
                own.starts[b] >= own.starts[a] + tasks[a].minutes + there
            ).only_enforce_if([*come, first])
            model.add(
                own.starts[a] >= own.starts[b] + tasks[b].minutes + back
            ).only_enforce_if([*come, first.negated()])


def _pools(model: cp_model.CpModel, problem: Problem, own: Variables) -> None:
    for pool, capacity in problem.pools:
        uses = [
            (own.spans[at], amount)
            for at, task in enumerate(problem.tasks)
            for key, amount in task.uses
            if key == pool and amount
        ]
        if sum(amount for _span, amount in uses) > capacity:
            model.add_cumulative(
                [span for span, _ in uses], [n for _span, n in uses], capacity
            )


def _skills(model: cp_model.CpModel, problem: Problem, own: Variables) -> None:
    """It follows from the rest, but says at once how many there are of some skills.

    Hall's condition for each set of skills: one person serves one need at a time.
    """
    skills = sorted({need.skill for task in problem.tasks for need in task.needs})
    most = len(skills) if len(skills) <= _ALL_SETS else _FEW
    for size in range(1, most + 1):
        for some in combinations(skills, size):
            capacity = sum(
                max((n for key, n in crew.skills if key in some), default=0)
                for crew in problem.crews
            )
            rows = [
                (own.spans[at], wanted)
                for at, task in enumerate(problem.tasks)
                if task.key not in problem.fixed_at
                and (wanted := sum(x.heads for x in task.needs if x.skill in some))
            ]
            model.add_cumulative([x for x, _ in rows], [n for _x, n in rows], capacity)


def _stocks(model: cp_model.CpModel, problem: Problem, own: Variables) -> None:
    for stock in problem.stocks:
        moves: list[tuple[cp_model.LinearExprT, int]] = list(stock.arrivals)
        for at, task in enumerate(problem.tasks):
            taken = sum(amount for key, amount in task.takes if key == stock.key)
            if taken:
                moves.append((own.starts[at], -taken))
        highest = sum(amount for _at, amount in stock.arrivals)
        model.add_reservoir_constraint(
            [at for at, _n in moves], [n for _at, n in moves], 0, highest
        )


def _areas(model: cp_model.CpModel, problem: Problem, own: Variables) -> None:
    rows = [(at, task) for at, task in enumerate(problem.tasks) if task.area]
    for (a, one), (b, two) in combinations(rows, 2):
        same = (one.area, one.mission) == (two.area, two.mission)
        if same and (one.exclusive or two.exclusive):
            model.add_no_overlap([own.spans[a], own.spans[b]])
