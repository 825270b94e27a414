"""The field sets: against the dispatcher's rule, proofs, and the same plan again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

from greenlane.planning.check import check
from greenlane.planning.fieldset import RICH, SURGE, field
from greenlane.planning.greedy import greedy
from greenlane.planning.problem import Problem
from greenlane.planning.search import search
from greenlane.planning.solution import Plan, cost, mission_ends
from greenlane.planning.solve import Budget, solve
from tests.bench.planner.row import Row, mean, percent

SECONDS, QUICKLY = 10.0, 2.0
SMALL = 60  # tasks that the goal names
AGAIN = """
from greenlane.planning.fieldset import field
from greenlane.planning.solve import Budget, solve
problem = field({orders}, {crews}, seed=1)
result = solve(problem, Budget(builds=60, workers={workers}))
print(result.plan.digest(problem))
"""


def rows(*, seeds: int, longer: float) -> Iterator[Row]:
    for orders, crews in SURGE:
        if orders >= 10:
            yield _against_the_rule(orders, crews, seeds=seeds, longer=longer)
    yield _proven(seeds=seeds)
    yield _again()


def dark(problem: Problem, plan: Plan) -> int:
    """The dark minutes alone, by weight."""
    ends = mission_ends(problem, plan)
    return sum(
        each.weight * max(0, ends[each.key] - each.need_at) for each in problem.missions
    )


def _against_the_rule(orders: int, crews: int, *, seeds: int, longer: float) -> Row:
    below, darker, alone, behind, faults = [], [], [], [], 0
    for seed in range(1, seeds + 1):
        problem = field(orders, crews, seed=seed)
        rule, result = greedy(problem), solve(problem, Budget(seconds=SECONDS))
        faults += len(check(problem, result.plan))
        below.append(1 - result.objective / cost(problem, rule))
        alone.append(1 - _searched(problem) / cost(problem, rule))
        darker.append(1 - dark(problem, result.plan) / dark(problem, rule))
        if longer:
            more = solve(problem, Budget(seconds=longer))
            behind.append(result.objective / more.objective - 1)
    after = f", {percent(mean(behind))} above {longer:.0f} s" if behind else ""
    return Row(
        f"surge, {orders} orders, {crews} crews, {SECONDS:.0f} s, seeds 1 to {seeds}",
        f"cost {'15' if orders == 60 else '25'} % below, dark 10 %, no fault",
        f"cost {percent(mean(below))} below, dark {percent(mean(darker))}, "
        f"{faults} faults{after}; the search alone, in as many seconds of the "
        f"processor: {percent(mean(alone))}",
        "the frozen rule of the dispatcher",
    )


def _searched(problem: Problem) -> int:
    """What the search alone finds, whatever else runs on the machine."""
    began = time.process_time()
    found = search(
        problem, seed=1, stop=lambda _builds: time.process_time() - began > SECONDS
    )
    return found.cost


def _proven(*, seeds: int) -> Row:
    proven = asked = 0
    for orders, crews in RICH:
        for seed in range(1, 2 * seeds + 3):
            problem = field(orders, crews, seed=seed)
            if len(problem.tasks) <= SMALL:
                asked += 1
                proven += solve(problem, Budget(seconds=QUICKLY)).proven
    return Row(
        f"crew-rich, at most {SMALL} tasks, {QUICKLY:.0f} s",
        "proven best on 95 %",
        f"{proven} of {asked}",
        "the exact solver's proof",
    )


def _again() -> Row:
    """In processes of their own, each with other hashes of Python."""
    hashes = set()
    for orders, crews in ((5, 8), (20, 20)):
        found = {_hash(orders, crews, workers=n, salt=str(n)) for n in (1, 2, 4)}
        hashes.add(len(found))
    return Row(
        "same seed, input and count of builds; 1, 2, 4 workers; 5 and 20 orders",
        "one hash",
        "one hash each" if hashes == {1} else f"{max(hashes)} hashes",
        "processes with other salts",
    )


def _hash(orders: int, crews: int, *, workers: int, salt: str) -> str:
    code = AGAIN.format(orders=orders, crews=crews, workers=workers)
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": salt},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
