"""Ten pieces of work in a row take half an hour more: how many crews are told anew.

The same way as the live plan: mended, what begins soon held, improved with a price on
whatever people were told. Beside it the same problem planned without looking back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from greenlane.planning.check import check
from greenlane.planning.fieldset import field
from greenlane.planning.problem import Problem
from greenlane.planning.repair import Line, lines, repaired
from greenlane.planning.rows import Fixed, Stay, Task
from greenlane.planning.search import search
from greenlane.planning.solution import Plan, cost
from tests.bench.planner.row import Row, percent

BEGINS, EVERY, ACTUALS, MORE = 300, 20, 10, 30
NOTICE, DUE, TOLD = 90, 240, 100  # as the shipped rule packs say
BUILDS = 120


def rows() -> Iterator[Row]:
    yield _row(20, 20)
    yield _row(60, 40)


def _row(orders: int, crews: int) -> Row:
    problem = field(orders, crews, seed=1)
    plan = _better(problem, None, seed=1)
    due = changed = soon = soon_changed = faults = 0
    dearer = []
    for number in range(ACTUALS):
        now = BEGINS + EVERY * number
        told, known = _due(problem, plan, now), plan
        problem = _happened(problem, plan, now, number)
        mended = repaired(problem, lines(problem, plan), now=now, notice=NOTICE)
        plan = _better(_asked(problem, known, mended, now), mended, seed=number)
        free = _better(_after(problem, now), None, seed=number)
        dearer.append(cost(problem, plan) / cost(problem, free) - 1)
        faults += len(check(problem, plan))
        other = {at for at in told if set(plan.crews[at]) != set(known.crews[at])}
        near = {at for at in told if mended.starts[at] < now + NOTICE}
        due, changed = due + len(told), changed + len(other)
        soon, soon_changed = soon + len(near), soon_changed + len(near & other)
    return Row(
        f"{ACTUALS} actuals in a row, {orders} orders, {len(problem.tasks)} tasks",
        "other crews for at most 15 % of what is due in 4 h, for none in the notice; "
        "at most 10 % dearer",
        f"{percent(changed / due)} ({changed} of {due}); {soon_changed} of {soon}; "
        f"{percent(sum(dearer) / ACTUALS)} dearer, {faults} faults",
        f"planned anew without looking back, {BUILDS} builds each",
    )


def _better(problem: Problem, known: Plan | None, *, seed: int) -> Plan:
    found = search(
        problem, seed=seed, stop=lambda builds: builds >= BUILDS, start=known
    ).plan
    return known if known and cost(problem, known) <= cost(problem, found) else found


def _due(problem: Problem, plan: Plan, now: int) -> set[int]:
    return {at for at, start in enumerate(plan.starts) if now <= start < now + DUE}


def _happened(problem: Problem, plan: Plan, now: int, number: int) -> Problem:
    """What began is fixed; one of those that run takes longer."""
    tasks = list(problem.tasks)
    begun = [at for at, start in enumerate(plan.starts) if start < now]
    runs = [at for at in begun if plan.starts[at] + tasks[at].minutes > now]
    if runs:
        late = runs[number % len(runs)]
        tasks[late] = replace(tasks[late], minutes=tasks[late].minutes + MORE)
    told = lines(problem, plan)
    fixed = tuple(
        Fixed(key, told[key].start, told[key].crews)
        for key in (tasks[at].key for at in begun)
    )
    return replace(problem, tasks=tuple(tasks), fixed=fixed, stays=())


def _after(problem: Problem, now: int) -> Problem:
    """Nothing new begins before now."""
    return replace(
        problem,
        tasks=tuple(
            x if x.key in problem.fixed_at else replace(x, release=max(x.release, now))
            for x in problem.tasks
        ),
    )


def _asked(problem: Problem, known: Plan, mended: Plan, now: int) -> Problem:
    """What begins soon is held; all else has the price of what people were told."""
    told, comes = lines(problem, known), lines(problem, mended)
    open_ = [x.key for x in problem.tasks if x.key not in problem.fixed_at]
    stays = tuple(Stay(key, told[key].crews, told[key].start, TOLD) for key in open_)
    after = _after(problem, now)
    tasks = tuple(
        _held(x, comes[x.key], now) if x.key not in problem.fixed_at else x
        for x in after.tasks
    )
    return replace(after, tasks=tasks, stays=stays)


def _held(task: Task, line: Line, now: int) -> Task:
    if line.start >= now + NOTICE or not line.crews:
        return task
    return replace(task, release=max(task.release, line.start), only=line.crews)
