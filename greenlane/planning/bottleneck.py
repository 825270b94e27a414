"""What would shorten it: one more crew of each skill, one more of each equipment.

Each is tried: the plan is made again with it, and the difference is said. What is
found is a plan that exists, so the gain is real; a longer search may find more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from greenlane.planning.build import CannotBuild, build
from greenlane.planning.greedy import greedy
from greenlane.planning.problem import Problem
from greenlane.planning.rows import MAKESPAN, Crew, Need
from greenlane.planning.search import search
from greenlane.planning.solution import Plan, cost, ends, mission_ends

SKILL, POOL = "skill", "pool"
EXTRA = "+1"  # key of the crew that does not exist
_SEARCHED = 150  # tasks; in a surge the luck of a short search is more than the gain


@dataclass(frozen=True)
class Relief:
    """`gained` in the unit of the objective; `minutes` until the last end, or Σ of
    minutes that missions end sooner, each of which is in `missions`. `heads`: how many
    people the crew would be.
    """

    kind: str
    key: str
    gained: int
    minutes: int
    heads: int = 1
    missions: tuple[tuple[str, int], ...] = ()


def bottleneck(
    problem: Problem,
    plan: Plan,
    *,
    builds: int = 12,
    seed: int = 1,
    enough: Callable[[], bool] = lambda: False,
) -> tuple[Relief, ...]:
    """What helps most first. Today's plan is tried in the same ways as each trial.

    When it is `enough` no other trial begins; the skills most asked for come first.
    """
    base = _best(problem, plan, builds=builds, seed=seed)
    found = []
    for kind, key, heads, richer in _richer(problem):
        if enough():
            break
        better = _best(richer, base, builds=builds, seed=seed)
        gained = cost(problem, base) - cost(richer, better)
        minutes = _length(problem, base) - _length(richer, better)
        sooner = _sooner(problem, base, better)
        found.append(Relief(kind, key, gained, minutes, heads, sooner))
    return tuple(sorted(found, key=lambda each: (-each.gained, each.kind, each.key)))


def _best(problem: Problem, known: Plan, *, builds: int, seed: int) -> Plan:
    """The cheapest of the known plan, its order built anew, the rule, and a search."""
    plans = [known]
    with suppress(CannotBuild):
        plans.append(greedy(problem))
    with suppress(CannotBuild):
        plans.append(again := build(problem, known.starts))
        plans.append(build(problem, again.starts))
    if len(problem.tasks) <= _SEARCHED:
        with suppress(CannotBuild):
            found = search(problem, seed=seed, stop=lambda made: made >= builds)
            plans.append(found.plan)
    return min(plans, key=lambda each: cost(problem, each))


def _length(problem: Problem, plan: Plan) -> int:
    if problem.objective == MAKESPAN:
        return max(ends(problem, plan))
    return sum(mission_ends(problem, plan).values())


def _sooner(problem: Problem, base: Plan, better: Plan) -> tuple[tuple[str, int], ...]:
    """Mission and minutes, for those that end sooner."""
    ends_now, ends_then = mission_ends(problem, base), mission_ends(problem, better)
    return tuple(
        (key, end - ends_then[key])
        for key, end in ends_now.items()
        if ends_then[key] < end
    )


def _richer(problem: Problem) -> Iterator[tuple[str, str, int, Problem]]:
    """The same problem with one more of one thing; what is not asked for is left out.

    The crew is large enough for the largest need of its skill, has every pass, and
    keeps the hours of the largest crew of the skill at the busiest place.
    """
    open_tasks = [task for task in problem.tasks if task.key not in problem.fixed_at]
    needs = [need for task in open_tasks for need in task.needs]
    asked = Counter[str]()
    for task in open_tasks:
        for need in task.needs:
            asked[need.skill] += task.minutes * need.heads
    for skill in sorted(asked, key=lambda each: (-asked[each], each)):
        crew = _another(problem, skill, needs)
        richer = replace(problem, crews=(*problem.crews, crew))
        yield SKILL, skill, crew.gives(skill), richer
    used = {pool for task in open_tasks for pool, amount in task.uses if amount}
    for pool in sorted(used):
        pools = tuple((key, n + (key == pool)) for key, n in problem.pools)
        yield POOL, pool, 1, replace(problem, pools=pools)


def _another(problem: Problem, skill: str, needs: list[Need]) -> Crew:
    able = [crew for crew in problem.crews if crew.gives(skill)]
    model = max(able, key=lambda crew: crew.gives(skill))
    sites = Counter(crew.site for crew in able)
    heads = max(need.heads for need in needs if need.skill == skill)
    passes = {each for crew in problem.crews for each in crew.passes}
    return replace(
        model,
        key=EXTRA + skill,
        skills=((skill, heads),),
        site=max(sites, key=lambda site: (sites[site], site == model.site)),
        passes=tuple(sorted(passes)),
    )
