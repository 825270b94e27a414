"""What the engine found, as a sheet for the door: rows by key, instants, codes."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from greenlane.dispatch.bridge import Told
from greenlane.dispatch.models import Kind, OrderPlan
from greenlane.dispatch.reserving import entry, proposals
from greenlane.dispatch.sheet import Sheet, SheetLine, SheetOffer, SheetOrder
from greenlane.planning.bottleneck import Relief
from greenlane.planning.build import CannotBuild
from greenlane.planning.earliest import earliest
from greenlane.planning.explain import Why, chain, explained
from greenlane.planning.job import Found, Other
from greenlane.planning.possible import Screened
from greenlane.planning.problem import Problem
from greenlane.planning.replay import Pinned
from greenlane.planning.solution import Plan, cost, mission_ends
from greenlane.planning.solve import Budget

LONGEST_CHAIN = 12  # links that are told of what holds an order
RELIEFS = 4


@dataclass(frozen=True)
class Asked:
    """One question to the engine: what was read, what of it can be planned, and why."""

    told: Told
    screened: Screened
    cause: str
    budget: Budget
    before: Mapping[UUID, OrderPlan] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        assert self.screened.problem is not None
        return self.screened.problem


def empty(asked: Asked) -> Sheet:
    """Nothing can be planned: the orders say why, and no line stands."""
    return Sheet(
        seq=asked.told.seq, kind=Kind.PROVISIONAL, cause=asked.cause, objective=0,
        bound=0, greedy=0, proven=False, seconds=0.0, digest="",
        orders=tuple(_orders(asked, None, None)),
    )  # fmt: skip


def plain(asked: Asked, plan: Plan, kind: Kind) -> Sheet:
    """A plan that was made here in an instant: no window of its own, no others."""
    price = cost(asked.problem, plan)
    return sheet(asked, Found(plan, price, 0, price, proven=False, seconds=0.0), kind)


def sheet(
    asked: Asked, found: Found, kind: Kind, *, made_from: Problem | None = None
) -> Sheet:
    """Lines with what each waits for, orders with what holds them, other plans."""
    problem, plan = asked.problem, found.plan
    pinned = Pinned(made_from or problem, asked.budget, plan).to_bytes()
    return Sheet(
        seq=asked.told.seq,
        kind=kind,
        cause=asked.cause,
        objective=found.objective,
        bound=found.bound,
        greedy=found.greedy,
        proven=found.proven,
        seconds=round(found.seconds, 3),
        digest=plan.digest(made_from or problem),
        lines=tuple(_lines(asked, plan)),
        orders=tuple(_orders(asked, plan, found)),
        offers=tuple(_offer(asked, found, each) for each in found.others),
        pinned=base64.b64encode(pinned).decode(),
    )


def _lines(asked: Asked, plan: Plan) -> Iterator[SheetLine]:
    problem, told = asked.problem, asked.told
    whys = explained(problem, plan)
    ways = _ways(problem, plan)
    for at, task in enumerate(problem.tasks):
        if not task.mission:  # equipment that is out of service
            continue
        start = told.at(plan.starts[at])
        way = ways.get(at, 0)
        yield SheetLine(
            task=UUID(task.key),
            order=UUID(task.mission),
            start_at=start,
            end_at=told.at(plan.starts[at] + task.minutes),
            leave_at=told.at(plan.starts[at] - way) if way else None,
            crews=tuple(sorted(problem.crews[c].key for c in plan.crews_of(at))),
            fixed=task.key in problem.fixed_at,
            why=whys[at].waits_for,
            about=_about(whys[at]),
        )


def _about(why: Why) -> str:
    return f"{why.key} {why.of}".strip()


def _ways(problem: Problem, plan: Plan) -> dict[int, int]:
    """For each task the longest way of its crews from where they are before."""
    days: dict[int, list[tuple[int, int]]] = {}
    for at in range(len(problem.tasks)):
        for crew in plan.crews_of(at):
            days.setdefault(crew, []).append((plan.starts[at], at))
    found: dict[int, int] = {}
    for crew, day in days.items():
        here = problem.crews[crew].site
        for _start, at in sorted(day):
            there = problem.tasks[at].site
            found[at] = max(found.get(at, 0), problem.way(here, there))
            here = here if there is None else there
    return found


def _orders(
    asked: Asked, plan: Plan | None, found: Found | None
) -> Iterator[SheetOrder]:
    told = asked.told
    unplanned, aside = _unplanned(asked), proposals(told)
    ends = mission_ends(asked.problem, plan) if plan is not None else {}
    for order in told.open.orders:
        key = str(order.pk)
        end = ends.get(key) if key not in asked.screened.cut else None
        made = SheetOrder(order.pk, unplanned=tuple(unplanned.get(order.pk, ())))
        if end is not None and plan is not None and found is not None:
            made = _with_times(asked, plan, found, made, key, end)
        if order.pk in aside:
            reserve = entry(aside[order.pk], told)
            made = replace(made, shorten=(*made.shorten, reserve))
        yield made
    for order_key, why in told.open.resting.items():
        yield SheetOrder(order_key, unplanned=({"rule": why},))


def _with_times(
    asked: Asked, plan: Plan, found: Found, row: SheetOrder, key: str, end: int
) -> SheetOrder:
    told = asked.told
    end_at = told.at(end)
    p50, p80 = _window(asked, found, row.order, key, end_at)
    holds = chain(asked.problem, plan, key)[:LONGEST_CHAIN]
    return replace(
        row,
        end_at=end_at,
        earliest_at=_earliest(asked, row.order, key, anew=bool(found.windows)),
        p50_at=p50,
        p80_at=p80,
        holds=tuple(
            {
                "task": why.task,
                "why": why.waits_for,
                "about": _about(why),
                "until": told.at(why.until).isoformat(),
            }
            for why in holds
        ),
        shorten=tuple(_shorten(found.reliefs, key)),
    )


def _earliest(asked: Asked, order: UUID, key: str, *, anew: bool) -> datetime | None:
    """A plan that has to go out at once says what was known, if anything was."""
    old = asked.before.get(order)
    if not anew and old is not None and old.earliest_at is not None:
        return max(old.earliest_at, asked.told.zero)
    try:
        return asked.told.at(earliest(asked.problem, key))
    except CannotBuild:
        return None


def _window(
    asked: Asked, found: Found, order: UUID, key: str, end_at: datetime
) -> tuple[datetime | None, datetime | None]:
    """As estimated; before that, the last window moved with the end of the plan."""
    if key in found.windows:
        p50, p80 = found.windows[key]
        return asked.told.at(p50), asked.told.at(max(p50, p80))
    old = asked.before.get(order)
    if old is None or not (old.p50_at and old.p80_at and old.end_at):
        return None, None
    later = end_at - old.end_at
    return old.p50_at + later, old.p80_at + later


def _shorten(reliefs: tuple[Relief, ...], mission: str) -> list[dict[str, object]]:
    """What would bring this order forward, the most first."""
    mine = [
        (minutes, each)
        for each in reliefs
        for key, minutes in each.missions
        if key == mission
    ]
    mine.sort(key=lambda pair: (-pair[0], pair[1].kind, pair[1].key))
    return [
        {"kind": x.kind, "key": x.key, "heads": x.heads, "minutes": minutes}
        for minutes, x in mine[:RELIEFS]
    ]


def _unplanned(asked: Asked) -> dict[UUID, list[dict[str, object]]]:
    tasks = asked.told.open.by_key
    found: dict[UUID, list[dict[str, object]]] = {}
    for each in asked.screened.impossible:
        row = tasks.get(UUID(each.task))
        if row is None:
            continue
        said = {
            "task": each.task,
            "rule": each.rule,
            "what": each.what,
            "skill": each.skill,
            "wanted": each.wanted,
            "there": each.there,
        }
        found.setdefault(row.order_id, []).append(said)
    return found


def _offer(asked: Asked, found: Found, other: Other) -> SheetOffer:
    """The other plan as a sheet of its own, ready to be chosen."""
    made = Found(
        plan=other.plan, objective=other.cost, bound=min(found.bound, other.cost),
        greedy=found.greedy, proven=False, seconds=found.seconds,
    )  # fmt: skip
    text = sheet(asked, made, Kind.CHOSEN).as_text()
    return SheetOffer(
        kind=other.kind,
        cost=other.cost,
        dark=other.dark,
        crews_changed=other.changed,
        moved=dict(other.moved),
        sheet=base64.b64encode(zlib.compress(text.encode())).decode(),
    )
