"""Whatever is said to be the least or the best: trying everything finds no better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from greenlane.planning.bounds import bound
from greenlane.planning.check import check
from greenlane.planning.problem import Problem
from greenlane.planning.reach import Reach
from greenlane.planning.rows import (
    DARK,
    MAKESPAN,
    After,
    Crew,
    Fixed,
    Mission,
    Need,
    Neighbours,
    Stay,
    Stock,
    Task,
)
from greenlane.planning.solution import Plan, cost
from greenlane.planning.solve import Budget, solve

LATEST = 11  # the last start that is tried


def hostile(seed: int) -> Problem:
    """Three tasks, three crews, and a little of everything that can hold them."""
    dice = Random(seed)
    areas = [dice.choice(("", "lv")) for _at in range(3)]
    tasks = tuple(_task(dice, at, areas[at]) for at in range(3))
    return Problem(
        tasks=tasks,
        crews=tuple(_crew(dice, at) for at in range(3)),
        pools=(("crane", 1),),
        stocks=(Stock("box", ((0, 1), (dice.randint(1, 4), 2))),),
        missions=(Mission("A", 2, 1, 4), Mission("B", 1, 0, None)),
        travel=((0, 2, 1), (2, 0, 1), (1, 1, 0)),
        fixed=(Fixed("T0", dice.randint(-1, 1), ("C0",)),) if seed % 3 == 0 else (),
        neighbours=(Neighbours("T0", "T2"),) if seed % 2 else (),
        stays=(Stay("T1", (f"C{seed % 3}",), 0, dice.randint(1, 3)),),
        objective=MAKESPAN if seed % 5 == 0 else DARK,
    )


def _task(dice: Random, at: int, area: str) -> Task:
    after = tuple(
        After(f"T{other}", dice.choice((0, 0, 1)), dice.choice(("end", "end", "start")))
        for other in range(at)
        if dice.random() < 0.4
    )
    return Task(
        f"T{at}",
        dice.randint(1, 3),
        mission=dice.choice("AB"),
        needs=tuple(
            Need(skill, 1 + (skill == "cable"))
            for skill in dice.choice((("cable",), ("joint",), ("cable", "joint"), ()))
        ),
        uses=(("crane", 1),) if dice.random() < 0.4 else (),
        takes=(("box", 1),) if dice.random() < 0.5 else (),
        after=after,
        release=dice.choice((0, 0, 1)),
        site=dice.choice((0, 1, 2, 0, 1, 2, None)),
        area=area,
        exclusive=bool(area) and dice.random() < 0.5,
        access=dice.choice(("", "", "plant")),
    )


def _crew(dice: Random, at: int) -> Crew:
    return Crew(
        f"C{at}",
        (("cable", dice.choice((1, 2)) if at else 2), ("joint", 1)),
        site=at,
        shifts=((dice.randint(0, 1), 5), (6, 30)) if at == 1 else (),
        passes=("plant",) if at != 1 else (),
    )


def the_best(problem: Problem) -> int | None:
    """Every start and every set of crews, judged by the checker alone."""
    best: int | None = None
    count = len(problem.tasks)
    rows = [list(_ways_to_do(problem, at)) for at in range(count)]
    parts = [_first(problem, done + 1) for done in range(count)]

    def rest(starts: tuple[int, ...], crews: tuple[tuple[int, ...], ...]) -> None:
        nonlocal best
        done, plan = len(starts), Plan(starts, crews)
        if done:
            part = parts[done - 1]
            if check(part, plan) or (best is not None and cost(part, plan) >= best):
                return
        if done == count:
            best = cost(problem, plan)
            return
        for start, some in rows[done]:
            rest((*starts, start), (*crews, some))

    rest((), ())
    return best


def _ways_to_do(problem: Problem, at: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    fixed = problem.fixed_at.get(problem.tasks[at].key)
    if fixed is not None:
        yield fixed.start, tuple(problem.crew_place[crew] for crew in fixed.crews)
        return
    able = sorted({crew for some in problem.able[at] for crew in some})
    most = len(able) if problem.tasks[at].needs else 0
    for start in range(LATEST + 1):
        for size in range(most + 1):
            for some in combinations(able, size):
                yield start, some


def _first(problem: Problem, count: int) -> Problem:
    """The first tasks alone, with what concerns only them."""
    keys = {task.key for task in problem.tasks[:count]}
    return replace(
        problem,
        tasks=problem.tasks[:count],
        fixed=tuple(x for x in problem.fixed if x.task in keys),
        neighbours=tuple(x for x in problem.neighbours if {x.off, x.on} <= keys),
        stays=tuple(x for x in problem.stays if x.task in keys),
    )


@pytest.mark.parametrize("seed", [*range(12), 30])
def test_no_plan_is_cheaper_than_the_bound_or_the_proof(seed: int) -> None:
    problem = hostile(seed)
    best = the_best(problem)
    result = solve(problem, Budget(builds=40))
    assert best is not None and check(problem, result.plan) == []
    assert bound(problem) <= result.bound <= best <= result.objective
    if Reach(problem).metric:  # else work on the way may make it shorter
        assert result.proven and result.objective == best
