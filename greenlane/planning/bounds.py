"""No plan is cheaper than this: by chains, shifts, ways and the work that there is.

A bound is true whoever plans; it may lie far below the best plan, and is shown as one.
"""

from __future__ import annotations

from greenlane.planning.problem import Problem
from greenlane.planning.reach import Floor, Reach
from greenlane.planning.rows import MAKESPAN, Neighbours, Stay
from greenlane.planning.solution import minutes_lost


def bound(problem: Problem, reach: Reach | None = None) -> int:
    """Of the objective, in its own unit."""
    return floor(problem, reach or Reach(problem)).cost


def floor(problem: Problem, reach: Reach) -> Floor:
    """Looked at once for each problem; the polish asks for it again and again."""
    if reach.floor is None:
        missions, last = mission_costs(problem, reach), _last_end(problem, reach)
        beside = neighbours_dark(problem, reach) + disturbance(problem)
        alone = last if problem.objective == MAKESPAN else sum(missions.values())
        reach.floor = Floor(beside + alone, last, missions)
    return reach.floor


def _last_end(problem: Problem, reach: Reach) -> int:
    """No plan ends before this minute."""
    chains = max(a + b for a, b in zip(reach.heads, reach.tails, strict=True))
    return max(chains, _equipment(problem, reach), _people(problem, reach))


def mission_costs(problem: Problem, reach: Reach) -> dict[str, int]:
    """What each place costs at least, were it alone in the world."""
    ends: dict[str, int] = {}
    for task, begin in zip(problem.tasks, reach.heads, strict=True):
        ends[task.mission] = max(ends.get(task.mission, 0), begin + task.minutes)
    return {
        each.key: each.weight
        * minutes_lost(ends[each.key], each.need_at, each.deadline)
        for each in problem.missions
        if each.key in ends
    }


def neighbours_dark(problem: Problem, reach: Reach) -> int:
    return sum(
        each.weight * shortest_dark(problem, reach, each) for each in problem.neighbours
    )


def shortest_dark(problem: Problem, reach: Reach, each: Neighbours) -> int:
    """The longest chain from isolating to restoring; exact if the first has begun."""
    off, on = problem.place[each.off], problem.place[each.on]
    length = problem.tasks[on].minutes
    if each.off in problem.fixed_at:
        return max(0, reach.heads[on] + length - reach.heads[off])
    if each.on in problem.fixed_at:
        return 0
    far = chains_from(problem, off)
    return max(0, far[on] + length) if on in far else 0


def chains_from(problem: Problem, first: int) -> dict[int, int]:
    """For all that wait for it: minutes at least from its start to theirs."""
    far = {first: 0}
    for at in problem.order:
        if problem.tasks[at].key in problem.fixed_at or at == first:
            continue
        for other, gap in problem.after[at]:
            if other in far:
                far[at] = max(far.get(at, far[other] + gap), far[other] + gap)
    return far


def disturbance(problem: Problem) -> int:
    """The price of those tasks to which the crews that were told cannot come."""
    return sum(each.price for each in problem.stays if not _can_stay(problem, each))


def _can_stay(problem: Problem, each: Stay) -> bool:
    fixed = problem.fixed_at.get(each.task)
    if fixed is not None:
        return set(fixed.crews) == set(each.crews)
    able = {crew for some in problem.able[problem.place[each.task]] for crew in some}
    return all(
        crew in problem.crew_place and problem.crew_place[crew] in able
        for crew in each.crews
    )


def _equipment(problem: Problem, reach: Reach) -> int:
    """All that is asked of a pool, spread over all of it, between head and tail."""
    longest = 0
    for pool, capacity in problem.pools:
        rows = [
            (at, amount)
            for at in _open(problem)
            for key, amount in problem.tasks[at].uses
            if key == pool and amount and problem.tasks[at].minutes
        ]
        if rows and capacity:
            longest = max(longest, _energy(problem, reach, rows, capacity))
    return longest


def _people(problem: Problem, reach: Reach) -> int:
    """The same for crews, all at once and by skill."""
    rows_of: dict[str, list[tuple[int, int]]] = {}
    everything = []
    for at in _open(problem):
        task = problem.tasks[at]
        for need in task.needs:
            rows_of.setdefault(need.skill, []).append((at, need.heads))
        if task.needs:
            everything.append((at, sum(need.heads for need in task.needs)))
    asked = [
        (rows, sum(crew.gives(skill) for crew in problem.crews))
        for skill, rows in rows_of.items()
    ]
    asked.append((everything, sum(crew.most() for crew in problem.crews)))
    return max(
        (_energy(problem, reach, rows, most) for rows, most in asked if rows and most),
        default=0,
    )


def _open(problem: Problem) -> list[int]:
    """What happened is left out: it may lie before the zero."""
    return [
        at for at, task in enumerate(problem.tasks) if task.key not in problem.fixed_at
    ]


def _energy(
    problem: Problem, reach: Reach, rows: list[tuple[int, int]], capacity: int
) -> int:
    """The work of those that begin late, then of these the ones with long tails."""
    after = {at: reach.tails[at] - problem.tasks[at].minutes for at, _n in rows}
    rows = sorted(rows, key=lambda each: -after[each[0]])
    longest = 0
    for head in {reach.heads[at] for at, _n in rows}:
        work = 0
        for at, amount in rows:
            if reach.heads[at] >= head:
                work += problem.tasks[at].minutes * amount
                longest = max(longest, head - (-work // capacity) + after[at])
    return longest
