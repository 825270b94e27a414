"""What if: the same problem with something changed, planned beside the live plan.

Nothing is written and nobody is told. The engine runs in a process that ends with the
answer; a page waits for it a few seconds at most.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from greenlane.core.ids import uuid7
from greenlane.core.models import Unit
from greenlane.core.refusals import Refused
from greenlane.dispatch import bridge
from greenlane.dispatch.bridge import Told
from greenlane.dispatch.bridge.kit import Kit
from greenlane.dispatch.bridge.people import Staff
from greenlane.dispatch.live import question
from greenlane.dispatch.live.outcome import Asked
from greenlane.dispatch.live.solver import Failed, Solver
from greenlane.dispatch.one_question import one_question
from greenlane.planning.build import CannotBuild
from greenlane.planning.job import Found
from greenlane.planning.rows import Crew, Mission
from greenlane.planning.solution import Plan, mission_ends
from greenlane.planning.solve import Budget
from greenlane.planning.unable import Impossible
from greenlane.workforce import crewkeys
from greenlane.workforce.models.hours import CLOSED_ZONES

SECONDS = 3.0
WAIT_SECONDS = 0.02
ADDED = "added"  # key of the crew that there is not


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise; what is not said stays as it is.

    `add`: a crew of so many heads of a skill, at the depot of another crew (`at`, its
    key) or nowhere in particular. `lose`: crews or persons by their keys. `weight`: an
    order weighs as one of this priority. `delay`: minutes before which a task does not
    begin. `hold`: a task goes to this crew. `without`: so many fewer of an equipment.
    """

    add: tuple[tuple[str, int], ...] = ()
    at: str = ""
    lose: tuple[str, ...] = ()
    weight: Mapping[UUID, int] = field(default_factory=dict)
    delay: Mapping[UUID, int] = field(default_factory=dict)
    hold: Mapping[UUID, str] = field(default_factory=dict)
    without: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """An order: minutes from now of its end as planned, and then; none: no plan of it.

    `breaks`: then it ends later than four in five times was promised.
    """

    order: UUID
    end_now: int | None
    end_then: int | None
    p50: int | None = None
    p80: int | None = None
    breaks: bool = False

    @property
    def later(self) -> int | None:
        """Minutes later (below 0: sooner)."""
        if self.end_now is None or self.end_then is None:
            return None
        return self.end_then - self.end_now


@dataclass(frozen=True)
class Answered:
    """Both plans were made alike, from the same moment, in the same time.

    `moved`: tasks that other crews would do, or that begin another five minutes off.
    """

    rows: tuple[Row, ...]
    cost_now: int
    cost_then: int
    moved: tuple[UUID, ...] = ()
    impossible: tuple[Impossible, ...] = ()


def ask(unit: Unit, change: Change, *, seconds: float = SECONDS) -> Answered:
    """Refused what-if-failed without an answer in time, what-if-busy beside another."""
    with one_question():
        told = bridge.read(unit)
        budget = Budget(seconds=seconds / 2)
        now = _solved(question.asked_of(unit, told, "", budget))
        other = question.asked_of(unit, _changed(told, change), "", budget)
        then = _solved(other)
    return Answered(
        rows=tuple(_rows(unit, told, now, then)),
        cost_now=now.found.objective if now.found else 0,
        cost_then=then.found.objective if then.found else 0,
        moved=tuple(_moved(now, then)),
        impossible=other.screened.impossible,
    )


@dataclass(frozen=True)
class _Solved:
    asked: Asked
    found: Found | None

    @property
    def plan(self) -> Plan | None:
        return self.found.plan if self.found else None

    def ends(self) -> dict[str, int]:
        if self.found is None:
            return {}
        ends = mission_ends(self.asked.problem, self.found.plan)
        return {k: end for k, end in ends.items() if k not in self.asked.screened.cut}


def _solved(asked: Asked) -> _Solved:
    if asked.screened.problem is None:
        return _Solved(asked, None)
    solver = Solver()
    try:
        solver.ask(question.job(asked, question.mended(asked), beside=False))
        while solver.busy:
            news = solver.news()
            if isinstance(news, Found):
                return _Solved(asked, news)
            if isinstance(news, Failed):
                raise Refused("what-if-failed", why=news.why)
            time.sleep(WAIT_SECONDS)
    except CannotBuild as held:
        raise Refused("what-if-failed", why="impossible") from held
    finally:
        solver.close()
    raise Refused("what-if-failed", why="failed")


def _changed(told: Told, change: Change) -> Told:
    told = told.with_staff(_staff(told, change))
    jobs = []
    for job in told.jobs.jobs:
        key = UUID(job.key)
        if key in change.delay:
            job = replace(job, release=max(job.release, change.delay[key]))
        if key in change.hold:
            job = replace(job, only=(change.hold[key],))
        jobs.append(job)
    return replace(
        told,
        jobs=replace(told.jobs, jobs=tuple(jobs)),
        kit=_kit(told.kit, change),
        missions=tuple(_weighed(told, each, change) for each in told.missions),
    )


def _kit(kit: Kit, change: Change) -> Kit:
    """What is out of service already cannot be lost once more."""
    out: dict[str, int] = {}
    for job in kit.closures:
        for kind, count in job.uses:
            out[kind] = out.get(kind, 0) + count
    pools = (
        (kind, max(out.get(kind, 0), count - change.without.get(kind, 0)))
        for kind, count in kit.pools
    )
    return replace(kit, pools=tuple(pools))


def _staff(told: Told, change: Change) -> Staff:
    lost = _lost(told, change)
    crews = [crew for crew in told.crews if crew.key not in lost]
    skills = {
        k: s for k, s in told.staff.skills.items() if told.staff.of[k] not in lost
    }
    if change.add:
        like = next((c for c in told.crews if c.key == change.at), None)
        site = like.site if like else None
        brings, passes = tuple(sorted(change.add)), tuple(map(str, CLOSED_ZONES))
        crews.append(Crew(ADDED, brings, site=site, passes=passes))
        for skill, heads in change.add:
            skills |= {uuid7(): frozenset({skill}) for _head in range(heads)}
    return replace(told.staff, crews=tuple(crews), skills=skills)


def _lost(told: Told, change: Change) -> set[str]:
    """A person who is in a team takes its other people with him: a plan is careful."""
    of = {crewkeys.of_person(person): crew for person, crew in told.staff.of.items()}
    return {of.get(key, key) for key in change.lose}


def _weighed(told: Told, mission: Mission, change: Change) -> Mission:
    priority = change.weight.get(UUID(mission.key))
    if priority is None:
        return mission
    return replace(mission, weight=told.figures.weight[priority])


def _rows(unit: Unit, told: Told, now: _Solved, then: _Solved) -> list[Row]:
    ends_now, ends_then = now.ends(), then.ends()
    promised = {
        promise.order_id: told.minute(promise.p80_at)
        for promise in question.promises(unit)
    }
    rows = []
    for order in told.open.orders:
        key = str(order.pk)
        end = ends_then.get(key)
        window = then.found.windows.get(key) if then.found else None
        p50, p80 = window or (None, None)
        limit = promised.get(order.pk)
        breaks = limit is not None and (end is None or (p50 or end) > limit)
        rows.append(Row(order.pk, ends_now.get(key), end, p50, p80, breaks))
    return rows


def _moved(now: _Solved, then: _Solved) -> list[UUID]:
    if now.found is None or then.found is None:
        return []
    before, after = _lines(now), _lines(then)
    return [
        UUID(key)
        for key, (start, crews) in after.items()
        if key in before
        and (before[key][1] != crews or abs(before[key][0] - start) >= 5)  # minutes
    ]


def _lines(of: _Solved) -> dict[str, tuple[int, frozenset[str]]]:
    problem, plan = of.asked.problem, of.plan
    assert plan is not None
    return {
        task.key: (
            plan.starts[at],
            frozenset(problem.crews[crew].key for crew in plan.crews_of(at)),
        )
        for at, task in enumerate(problem.tasks)
    }
