"""Between two sites a crew needs its way. Who goes first is shared by all crews."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ortools.sat.python import cp_model

from greenlane.planning.cpsat.things import in_order
from greenlane.planning.cpsat.variables import Draft


def ways(draft: Draft) -> None:
    """Only two tasks that could stand in either order are asked about."""
    for a, b in pairs(draft):
        _apart(draft, a, b)


def pairs(draft: Draft) -> Iterator[tuple[int, int]]:
    """Tasks at two sites to which one crew could come, neither bound before."""
    problem = draft.problem
    if not any(map(any, problem.travel)):
        return
    bound = {at for at, gives in enumerate(draft.gives) if not gives}
    fixed = {problem.place[each.task] for each in problem.fixed}
    tasks = [at for at in range(len(problem.tasks)) if at not in fixed]
    comes = [frozenset(each) for each in draft.comes]
    for a, b in combinations(tasks, 2):
        if (a in bound and b in bound) or comes[a].isdisjoint(comes[b]):
            continue
        if way(draft, a, b) or way(draft, b, a):
            yield a, b


def way(draft: Draft, a: int, b: int) -> int:
    tasks = draft.problem.tasks
    return draft.problem.way(tasks[a].site, tasks[b].site)


def _apart(draft: Draft, a: int, b: int) -> None:
    both = sorted(draft.comes[a].keys() & draft.comes[b].keys())
    orders = [
        made
        for one, two in ((a, b), (b, a))
        if (made := _first(draft, one, two)) is not None
    ]
    if any(each is True for each in orders):
        return
    for crew in both:
        draft.cp.add_bool_or(
            draft.comes[a][crew].negated(), draft.comes[b][crew].negated(), *orders
        )


def _first(draft: Draft, a: int, b: int) -> cp_model.IntVar | bool | None:
    """A flag that a crew goes from `a` to `b`; None if too late, True if it must."""
    length = draft.problem.tasks[a].minutes + way(draft, a, b)
    scope = draft.scope
    if scope.low[a] + length > scope.high[b]:
        return None
    gap = scope.reach.far[b].get(a)
    if (gap is not None and gap >= length) or scope.high[a] + length <= scope.low[b]:
        return True
    if in_order(draft, b, a):
        return None
    meet = not draft.there(a).isdisjoint(draft.there(b))
    now = meet and draft.best.starts[a] + length <= draft.best.starts[b]
    first = draft.flag(now)
    draft.cp.add(draft.starts[b] >= draft.starts[a] + length).only_enforce_if(first)
    return first
