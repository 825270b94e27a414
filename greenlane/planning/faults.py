"""What is wrong with a problem: one sentence for each fault, naming its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from greenlane.planning.rows import OBJECTIVES, Crew, Task, may_come, rising

if TYPE_CHECKING:
    from greenlane.planning.problem import Problem


def faults(problem: Problem) -> Iterator[str]:
    """Every fault. A cycle is looked for only where the names are sound."""
    found = [
        *_twice("task", (each.key for each in problem.tasks)),
        *_twice("crew", (each.key for each in problem.crews)),
        *_twice("mission", (each.key for each in problem.missions)),
        *_twice("pool", (key for key, _capacity in problem.pools)),
        *_twice("stock", (each.key for each in problem.stocks)),
        *_travel(problem),
        *_pools_and_stocks(problem),
        *(fault for crew in problem.crews for fault in _crew(crew, problem)),
        *(fault for task in problem.tasks for fault in _task(task, problem)),
        *_fixed(problem),
        *_told(problem),
    ]
    if problem.objective not in OBJECTIVES:
        found.append(f"objective {problem.objective!r} is none of {OBJECTIVES}")
    if not problem.tasks:
        found.append("there is no task")
    yield from found
    if not found and len(problem.order) < len(problem.tasks):
        stuck = set(range(len(problem.tasks))) - set(problem.order)
        names = ", ".join(sorted(problem.tasks[at].key for at in stuck))
        yield f"these tasks wait for each other: {names}"


def _twice(what: str, keys: Iterable[str]) -> Iterator[str]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield f"{what} {key!r} stands there {count} times"
        if not key:
            yield f"a {what} has no key"


def _travel(problem: Problem) -> Iterator[str]:
    sites = len(problem.travel)
    for at, row in enumerate(problem.travel):
        if len(row) != sites:
            yield f"travel row {at} has {len(row)} columns, not {sites}"
        if any(minutes < 0 for minutes in row):
            yield f"travel row {at} has negative minutes"


def _pools_and_stocks(problem: Problem) -> Iterator[str]:
    for key, capacity in problem.pools:
        if capacity < 0:
            yield f"pool {key!r} has {capacity} of it"
    for stock in problem.stocks:
        if any(amount <= 0 or at < 0 for at, amount in stock.arrivals):
            yield f"stock {stock.key!r}: an arrival is empty or before the zero"


def _crew(crew: Crew, problem: Problem) -> Iterator[str]:
    yield from _twice(f"skill of crew {crew.key!r}", (key for key, _n in crew.skills))
    for skill, heads in crew.skills:
        if heads < 1:
            yield f"crew {crew.key!r} has {heads} heads for {skill!r}"
    if not rising(crew.shifts):
        yield f"crew {crew.key!r}: a shift is empty, or two of them overlap"
    if not _known_site(crew.site, problem):
        yield f"crew {crew.key!r} stands at unknown site {crew.site}"


def _known_site(site: int | None, problem: Problem) -> bool:
    return site is None or 0 <= site < len(problem.travel)


def _task(task: Task, problem: Problem) -> Iterator[str]:
    what = f"task {task.key!r}"
    if task.minutes < 0 or task.release < 0:
        yield f"{what} has negative minutes or release"
    if not _known_site(task.site, problem):
        yield f"{what} is at unknown site {task.site}"
    if task.mission and task.mission not in {each.key for each in problem.missions}:
        yield f"{what} belongs to unknown mission {task.mission!r}"
    if task.exclusive and not task.area:
        yield f"{what} is exclusive, but in no area"
    for other in task.after:
        if other.task not in problem.place:
            yield f"{what} waits for unknown task {other.task!r}"
        if other.of not in {"start", "end"}:
            yield f"{what} waits for {other.of!r} of {other.task!r}"
    yield from _resources(task, problem)


def _resources(task: Task, problem: Problem) -> Iterator[str]:
    what, pools = f"task {task.key!r}", dict(problem.pools)
    for key, amount in task.uses:
        if key not in pools:
            yield f"{what} uses unknown pool {key!r}"
        elif not 0 <= amount <= pools[key]:
            yield f"{what} uses {amount} of {key!r}; there are {pools[key]}"
    arrived = {each.key: sum(n for _at, n in each.arrivals) for each in problem.stocks}
    for key, amount in task.takes:
        if amount < 0 or key not in arrived:
            yield f"{what} takes {amount} of stock {key!r}: unknown or negative"
    for need in task.needs:
        heads = sum(
            crew.gives(need.skill) for crew in problem.crews if may_come(task, crew)
        )
        if not 0 < need.heads <= heads:
            yield f"{what} needs {need.heads} of {need.skill!r}; {heads} may come"


def _fixed(problem: Problem) -> Iterator[str]:
    crews = {each.key for each in problem.crews}
    for each in problem.fixed:
        if each.task not in problem.place:
            yield f"unknown task {each.task!r} is fixed"
        for crew in set(each.crews) - crews:
            yield f"task {each.task!r} is fixed with unknown crew {crew!r}"


def _told(problem: Problem) -> Iterator[str]:
    for each in problem.stays:
        if each.task not in problem.place or each.price < 0:
            yield f"what was told of task {each.task!r}: unknown, or a negative price"
    for two in problem.neighbours:
        if {two.off, two.on} - set(problem.place) or two.weight < 0:
            yield f"neighbours between {two.off!r} and {two.on!r}: unknown tasks"
