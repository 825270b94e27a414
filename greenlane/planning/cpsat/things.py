"""Chains, equipment, material, areas: what a plan keeps whoever comes."""

from __future__ import annotations

from itertools import accumulate, combinations

from ortools.sat.python import cp_model

from greenlane.planning.cpsat.variables import Draft


def things(draft: Draft) -> None:
    _chains(draft)
    _pools(draft)
    _stocks(draft)
    _areas(draft)


def _chains(draft: Draft) -> None:
    for at, others in enumerate(draft.problem.after):
        if draft.problem.tasks[at].key in draft.problem.fixed_at:
            continue  # what happened happened
        for other, gap in others:
            draft.cp.add(draft.starts[at] >= draft.starts[other] + gap)


def _pools(draft: Draft) -> None:
    tasks = draft.problem.tasks
    for pool, capacity in draft.problem.pools:
        uses = [
            (draft.spans[at], amount)
            for at, task in enumerate(tasks)
            for key, amount in task.uses
            if key == pool and amount and task.minutes
        ]
        if sum(amount for _span, amount in uses) > capacity:
            draft.cp.add_cumulative(
                [span for span, _ in uses], [n for _span, n in uses], capacity
            )


def _stocks(draft: Draft) -> None:
    """Before each arrival no more is taken than had arrived until then."""
    tasks, fixed = draft.problem.tasks, draft.problem.fixed_at
    for stock in draft.problem.stocks:
        taken = {
            at: sum(amount for key, amount in task.takes if key == stock.key)
            for at, task in enumerate(tasks)
        }
        facts = [at for at, n in taken.items() if n and tasks[at].key in fixed]
        takers = [at for at, n in taken.items() if n and tasks[at].key not in fixed]
        arrivals = sorted(stock.arrivals)
        levels = [0, *accumulate(amount for _at, amount in arrivals)]
        for (minute, _amount), level in zip(arrivals, levels, strict=False):
            gone = sum(taken[at] for at in facts if draft.best.starts[at] < minute)
            early = [(_before(draft, at, minute), taken[at]) for at in takers]
            left = max(0, level - gone)
            draft.cp.add(sum(flag * amount for flag, amount in early) <= left)


def _before(draft: Draft, at: int, minute: int) -> cp_model.IntVar | int:
    """Whether the task starts before this minute."""
    low, high = draft.scope.low[at], draft.scope.high[at]
    if low >= minute or high < minute:
        return int(high < minute)
    early = draft.flag(draft.best.starts[at] < minute)
    draft.cp.add(draft.starts[at] >= minute).only_enforce_if(early.negated())
    return early


def _areas(draft: Draft) -> None:
    """An exclusive task meets no other there; the others may meet each other."""
    tasks = draft.problem.tasks
    rows: dict[tuple[str, str], list[int]] = {}
    for at, task in enumerate(tasks):
        if task.area and task.minutes:
            rows.setdefault((task.mission, task.area), []).append(at)
    for there in rows.values():
        if all(tasks[at].exclusive for at in there):
            draft.cp.add_no_overlap([draft.spans[at] for at in there])
            continue
        for a, b in combinations(there, 2):
            alone = tasks[a].exclusive or tasks[b].exclusive
            if alone and not in_order(draft, a, b) and not in_order(draft, b, a):
                draft.cp.add_no_overlap([draft.spans[a], draft.spans[b]])


def in_order(draft: Draft, a: int, b: int) -> bool:
    """Whether chains already put the end of `a` before the start of `b`."""
    gap = draft.scope.reach.far[b].get(a)
    return gap is not None and gap >= draft.problem.tasks[a].minutes
