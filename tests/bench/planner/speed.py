"""Plans a second of the processor: the plain builder, the quick one, and the search."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from greenlane.planning.build import build
from greenlane.planning.fieldset import SURGE, field
from greenlane.planning.files import read
from greenlane.planning.greedy import latest_first
from greenlane.planning.packed import Packed
from greenlane.planning.problem import Problem
from greenlane.planning.quick import Builder
from greenlane.planning.search import search
from tests.bench.planner.row import Row, quickest

NAMED = {5: 1300, 10: 440, 20: 130, 40: 35, 60: 22}  # of another, quicker machine


def rows(books: list[Path]) -> Iterator[Row]:
    for orders, crews in SURGE:
        yield _field(field(orders, crews, seed=1), orders)
    if books:
        problem = read(books[0])
        yield _whole(problem, Packed(problem).starts, f"builder, {problem.name}")


def _field(problem: Problem, orders: int) -> Row:
    keys, builder = latest_first(problem), Builder(problem)
    plain = quickest(lambda: build(problem, keys), times=5)
    whole = quickest(lambda: builder.built(keys), times=10)
    a_build = _searched(problem)
    return Row(
        f"builder, {orders} orders, {len(problem.tasks)} tasks",
        "10 times the plain one",
        f"{1 / whole:.0f}/s from nothing ({plain / whole:.1f} times), "
        f"{1 / a_build:.0f}/s in a search ({plain / a_build:.1f} times)",
        f"plain {1 / plain:.0f}/s here; {NAMED[orders]}/s was named elsewhere",
    )


def _searched(problem: Problem, *, seconds: float = 4.0) -> float:
    """Seconds for each plan that a search asks for, given up ones counted."""
    began = time.process_time()
    found = search(
        problem, seed=1, stop=lambda _builds: time.process_time() - began > seconds
    )
    return (time.process_time() - began) / found.builds


def _whole(
    problem: Problem, quick: Callable[[Sequence[float]], object], what: str
) -> Row:
    keys = latest_first(problem)
    plain = quickest(lambda: build(problem, keys), times=10)
    packed = quickest(lambda: quick(keys), times=30)
    return Row(
        what,
        "10 times the plain one",
        f"{1 / packed:.0f}/s ({plain / packed:.1f} times)",
        f"plain {1 / plain:.0f}/s here",
    )
