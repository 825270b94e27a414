"""Three plans with their prices: fewest changes, balanced, best. A person chooses.

Stability and cost trade off sharply in a surge. The balanced plan keeps who goes where
in the next hours and follows the best one after them.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random

from greenlane.planning.build import CannotBuild
from greenlane.planning.check import check
from greenlane.planning.late import isolated_late
from greenlane.planning.problem import Problem
from greenlane.planning.repair import NOTICE, Line, lines, repaired
from greenlane.planning.search import Stop
from greenlane.planning.solution import Plan, cost, mission_ends, neighbours_dark
from greenlane.planning.solve import Budget, ImpossiblePlan, solve

FEWEST, BALANCED, BEST = "fewest", "balanced", "best"
SOON = 240  # minutes in which a change of crew hurts
PRICE = 30  # minutes of its mission that a task must gain for another crew
FEW, DEAR = 0.15, 50  # beyond this share of tasks a change is so much dearer
_FREE = 0.6  # the share of the budget in which the best plan is looked for
_BLENDS = (60, 120, SOON, 360, 480, 720, 1440)  # minutes until the best is followed
_MEMORY, _TURNED = 20, 0.3


@dataclass(frozen=True)
class Variant:
    """`moved`: mission -> minutes that it ends later (or, below 0, sooner) than told.

    `changed` of the `due` tasks that people were told for the next hours get other
    crews; `dark` is what neighbours bear, by weight; `cost` counts no changes.
    """

    kind: str
    plan: Plan
    cost: int
    dark: int
    changed: int
    due: int
    moved: tuple[tuple[str, int], ...]


def variants(
    problem: Problem,
    last: Mapping[str, Line],
    budget: Budget,
    *,
    now: int = 0,
    notice: int = NOTICE,
) -> tuple[Variant, ...]:
    """From the fewest changes to the least cost; none twice, none worse in both.

    Raises CannotBuild where neither the last plan nor the rule leaves a time.
    """
    free = _from_now(problem, now)
    few = repaired(free, last, now=now, notice=notice)
    builds = None if budget.builds is None else max(1, int(budget.builds * _FREE))
    share = replace(budget, seconds=budget.seconds * _FREE, builds=builds)
    best = few
    with suppress(CannotBuild):  # the rule may fail where the last plan still goes
        best = min(few, solve(free, share).plan, key=lambda plan: cost(free, plan))
    calm = _Calm(free, last, now, notice).run(few, best, budget)
    best = min(best, calm, key=lambda plan: cost(free, plan))
    found: list[Variant] = []
    for kind, plan in ((FEWEST, few), (BALANCED, calm), (BEST, best)):
        plan = isolated_late(free, plan)
        if faults := check(free, plan):
            raise ImpossiblePlan("; ".join(faults))
        found.append(priced(free, last, plan, kind=kind, now=now))
    return tuple(_worth_offering(found))


def priced(
    problem: Problem, last: Mapping[str, Line], plan: Plan, *, kind: str, now: int = 0
) -> Variant:
    """What this plan costs, and whom it tells otherwise."""
    told = lines(problem, plan)
    due = [
        task.key
        for task in problem.tasks
        if task.key in last
        and task.key not in problem.fixed_at
        and last[task.key].start < now + SOON
    ]
    before: dict[str, int] = {}
    for task in problem.tasks:
        if task.mission and task.key in last:
            end = last[task.key].start + task.minutes
            before[task.mission] = max(before.get(task.mission, end), end)
    moved = tuple(
        (mission, end - before[mission])
        for mission, end in mission_ends(problem, plan).items()
        if mission in before and end != before[mission]
    )
    return Variant(
        kind=kind,
        plan=plan,
        cost=cost(replace(problem, stays=()) if problem.stays else problem, plan),
        dark=neighbours_dark(problem, plan),
        changed=sum(set(told[key].crews) != set(last[key].crews) for key in due),
        due=len(due),
        moved=moved,
    )


def _worth_offering(found: list[Variant]) -> list[Variant]:
    """Of two alike the calmer stays; what costs more must change less."""
    kept: list[Variant] = []
    for each in found:
        if all(each.cost < other.cost for other in kept):
            kept.append(each)
    return kept


def _from_now(problem: Problem, now: int) -> Problem:
    """Without prices of changes, and with nothing that would begin in the past."""
    tasks = problem.tasks
    if any(task.release < now for task in tasks):
        tasks = tuple(replace(x, release=max(x.release, now)) for x in tasks)
    if tasks is problem.tasks and not problem.stays:
        return problem
    return replace(problem, tasks=tasks, stays=())


class _Calm:
    """Looks for the cheapest plan when each change in the next hours has its price."""

    few: Plan
    follow: Mapping[str, Line]  # the best plan

    def __init__(
        self, free: Problem, last: Mapping[str, Line], now: int, notice: int
    ) -> None:
        weights = {each.key: each.weight for each in free.missions}
        self.free, self.last, self.now, self.notice = free, last, now, notice
        self.prices = {
            at: PRICE * weights.get(task.mission, 1)
            for at, task in enumerate(free.tasks)
            if task.key in last
            and task.key not in free.fixed_at
            and last[task.key].start < now + SOON
        }

    def run(self, few: Plan, best: Plan, budget: Budget) -> Plan:
        """From the best blend of both plans, by small changes to what comes later."""
        stop, builds = _stop(budget), 0
        self.few, self.follow = few, lines(self.free, best)
        told = min((self._blend(until) for until in _BLENDS), key=self._price_of)
        found = min([few, best, self._plan(told)], key=self._price)
        here, lowest = self._price_of(told), self._price(found)
        past, dice = [here] * _MEMORY, Random(budget.seed)
        while not stop(builds):
            changed = self._changed(told, dice)
            plan = self._plan(changed)
            price, builds = self._price(plan), builds + 1
            if price <= max(here, past[builds % _MEMORY]):
                told, here = changed, price
            past[builds % _MEMORY] = here
            if price < lowest:
                found, lowest = plan, price
        return found

    def _blend(self, until: int) -> dict[str, Line]:
        """As told until then, afterwards as the best plan has it: that comes second."""
        after = self.now + until
        return {
            key: self.last[key]
            if key in self.last and self.last[key].start < after
            else Line(max(line.start, after), line.crews)
            for key, line in self.follow.items()
        }

    def _plan(self, told: Mapping[str, Line]) -> Plan:
        try:
            return repaired(self.free, told, now=self.now, notice=self.notice)
        except CannotBuild:
            return self.few

    def _price(self, plan: Plan) -> int:
        """What it costs, and what it costs people; many changes cost more than each."""
        crews = self.free.crews
        changed = [
            price
            for at, price in self.prices.items()
            if {crews[crew].key for crew in plan.crews_of(at)}
            != set(self.last[self.free.tasks[at].key].crews)
        ]
        allowed = int(FEW * len(self.prices))
        beyond = sorted(changed)[: max(0, len(changed) - allowed)]
        return cost(self.free, plan) + sum(changed) + DEAR * sum(beyond)

    def _price_of(self, told: Mapping[str, Line]) -> int:
        return self._price(self._plan(told))

    def _changed(self, told: dict[str, Line], dice: Random) -> dict[str, Line]:
        """A few later tasks sooner or later, or open to any crew; or one mission.

        Or one mission as the best plan has it, or back to what people were told.
        """
        if dice.random() < _TURNED:
            mission = dice.choice(self.free.tasks).mission
            source = dice.choice((self.follow, self.last))
            keys = [x.key for x in self.free.tasks if x.mission == mission]
            return told | {key: source[key] for key in keys if key in source}
        later = [
            task
            for task in self.free.tasks
            if told[task.key].start >= self.now + self.notice
        ]
        if not later:
            return told
        span = max(told[task.key].start for task in later) - self.now + 1
        if self.free.missions and dice.random() < 0.3:
            mission, shift = dice.choice(later).mission, dice.gauss(0.0, span / 6)
            chosen = [task for task in later if task.mission == mission]
        else:
            chosen = dice.sample(later, min(len(later), dice.choice((1, 1, 2, 3, 5))))
            shift = dice.gauss(0.0, span / 8)
        found = dict(told)
        for task in chosen:
            line = told[task.key]
            start = max(self.now + self.notice, int(line.start + shift))
            crews = line.crews if dice.random() < 0.7 else ()
            found[task.key] = Line(start, crews)
        return found


def _stop(budget: Budget) -> Stop:
    """What the search for the best plan left of the budget."""
    if budget.builds is not None:
        most = max(1, int(budget.builds * (1 - _FREE)))
        return lambda builds: builds >= most
    until = time.monotonic() + budget.seconds * (1 - _FREE)
    return lambda _builds: time.monotonic() >= until
