"""One piece of work takes half an hour more: how soon people know what that changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec

from greenlane.planning.check import check
from greenlane.planning.fieldset import field
from greenlane.planning.problem import Problem
from greenlane.planning.rows import Fixed
from greenlane.planning.search import search
from greenlane.planning.solution import Plan
from tests.bench.planner.row import Row, quickest

NOW, MORE, NOTICE = 300, 30, 90


def rows() -> Iterator[Row]:
    if find_spec("greenlane.planning.repair") is None:
        yield Row("re-plan after one actual", "0.2 s", "skipped: no repair", "–")
        return
    from greenlane.planning.repair import lines, repaired

    problem = field(60, 40, seed=1)
    plan = search(problem, seed=1, stop=lambda builds: builds >= 60).plan
    now = _overrun(problem, plan)
    told = lines(problem, plan)
    seconds = quickest(lambda: repaired(now, told, now=NOW, notice=NOTICE), times=3)
    mended = repaired(now, told, now=NOW, notice=NOTICE)
    near = [at for at, start in enumerate(plan.starts) if NOW <= start < NOW + NOTICE]
    changed = sum(plan.crews[at] != mended.crews[at] for at in near)
    yield Row(
        f"re-plan after one actual, 60 orders, {len(problem.tasks)} tasks",
        "provisional in 0.2 s; no change in the notice",
        f"{seconds:.3f} s, {len(check(now, mended))} faults; other crews for "
        f"{changed} of {len(near)} tasks in the notice",
        "the plan as it was told",
    )


def _overrun(problem: Problem, plan: Plan) -> Problem:
    """What began before now is fixed; the first that still runs takes longer."""
    begun = [at for at, start in enumerate(plan.starts) if start < NOW]
    late = next(at for at in begun if plan.starts[at] + problem.tasks[at].minutes > NOW)
    tasks = list(problem.tasks)
    tasks[late] = replace(tasks[late], minutes=tasks[late].minutes + MORE)
    fixed = tuple(
        Fixed(
            problem.tasks[at].key,
            plan.starts[at],
            tuple(problem.crews[crew].key for crew in plan.crews[at]),
        )
        for at in begun
    )
    return replace(problem, tasks=tuple(tasks), fixed=fixed)
