"""The planner of all units: of news it mends the plan at once, then finds a better one.

Of each unit it remembers only what it has to do; all else is read anew from tables.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import structlog
from django.db import DatabaseError
from django.db.models import Min

from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.models import Event, Unit
from greenlane.core.refusals import Busy, Refused
from greenlane.dispatch.live import outcome, question
from greenlane.dispatch.live.outcome import Asked
from greenlane.dispatch.live.solver import Done, Failed, News, Solver
from greenlane.dispatch.live.triggers import asking
from greenlane.dispatch.models import Kind, Line
from greenlane.dispatch.sheet import Sheet
from greenlane.planning.build import CannotBuild
from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.planning.job import Found
from greenlane.planning.problem import Problem
from greenlane.planning.solution import Plan, cost
from greenlane.planning.solve import Budget
from greenlane.work.models import Order

log = structlog.get_logger("greenlane.planner")
QUIET_SECONDS, MOST_SECONDS = 0.3, 2.0  # a storm of news is one piece of news
LOOK_SECONDS = 20.0  # how often it is looked whether time alone has changed something
LATE = timedelta(minutes=3)
OVERRUN, STARTED = "overrun", "planner.started"


@dataclass
class Waiting:
    """News of a unit that no plan knows yet: since when, the last one, the cause."""

    since: float
    last: float
    cause: str


@dataclass
class Under:
    """A job for the solver: of which unit, for which question, what stands now.

    `held` is the question as it was put: with what begins soon held where it is.
    """

    unit: Unit
    asked: Asked
    known: Plan
    held: Problem | None = None
    answered: bool = False


@dataclass
class Planner:
    """`step` never waits for the solver, and holds no lock while it thinks."""

    budget: Budget
    solver: Solver = field(default_factory=Solver)
    tick: Callable[[], float] = time.monotonic
    beside: bool = True  # other plans, and what would shorten it, are looked for too
    waiting: dict[int, Waiting] = field(default_factory=dict)
    under: Under | None = None
    queue: list[Under] = field(default_factory=list)
    looked: float = 0.0
    broken: dict[int, str] = field(default_factory=dict)  # to be tried again

    def take(self, unit: Unit, events: Sequence[Event]) -> None:
        """A reader of the journal: what asks for a plan is remembered, no more."""
        if cause := asking(event.name for event in events):
            self.hear(unit.pk, cause)

    def hear(self, unit: int, cause: str) -> None:
        now = self.tick()
        known = self.waiting.get(unit)
        self.waiting[unit] = Waiting(known.since if known else now, now, cause)

    def begin(self) -> None:
        """After a start every unit with open orders is planned anew."""
        rows = Order.objects.filter(ended=False).order_by("unit")
        for unit in rows.values_list("unit", flat=True).distinct():
            self.hear(unit, STARTED)

    def step(self) -> None:
        """Whatever can be done now, and nothing that would wait."""
        now = self.tick()
        if now - self.looked >= LOOK_SECONDS:
            self.looked = now
            self._look()
        for unit, news in list(self.waiting.items()):
            quiet = now - news.last >= QUIET_SECONDS
            if quiet or now - news.since >= MOST_SECONDS:
                del self.waiting[unit]
                self._plan(Unit.objects.get(pk=unit), news.cause)
        self._hear_solver()

    def close(self) -> None:
        self.solver.close()

    def _look(self) -> None:
        """Time alone: what runs is over its planned end, or nobody began in time.

        And whatever went wrong a while ago is tried again.
        """
        for broken, cause in self.broken.items():
            self.hear(broken, cause)
        self.broken.clear()
        for unit in Unit.objects.filter(pk__in=Line.objects.values("unit")):
            with clock.of(unit.scene()):
                late = clock.now() - LATE
            rows = Line.objects.filter(unit=unit)
            ends = rows.filter(fixed=True).aggregate(at=Min("end_at"))["at"]
            starts = rows.filter(fixed=False).aggregate(at=Min("start_at"))["at"]
            if any(at is not None and at < late for at in (ends, starts)):
                self.hear(unit.pk, OVERRUN)

    def _plan(self, unit: Unit, cause: str) -> None:
        """What goes wrong with one unit is said of its plan, and stops no other's."""
        try:
            self.plan(unit, cause)
        except Exception:
            log.exception("unit-failed", unit=unit.code, cause=cause)
            self.broken[unit.pk] = cause
            self._stale(unit, "failed")

    def plan(self, unit: Unit, cause: str) -> None:
        """Mend, publish, and let the solver look for something better."""
        if self.under is not None and self.under.unit.pk == unit.pk:
            self.solver.cancel()  # it looks at yesterday's news
            self.under = None
        self.queue = [each for each in self.queue if each.unit.pk != unit.pk]
        try:
            asked, known = question.question(unit, cause, self.budget)
        except CannotBuild:
            self._stale(unit, "impossible")
            return
        if known is None:
            if asked.told.open.resting or asked.told.last or asked.told.open.orders:
                self._publish(unit, outcome.empty(asked))
            return
        if not self._publish(unit, outcome.plain(asked, known, Kind.PROVISIONAL)):
            self.hear(unit.pk, cause)
            return
        self.queue.append(Under(unit, asked, known))

    def _hear_solver(self) -> None:
        if self.under is None and self.queue:
            self.under = self.queue.pop(0)
            job = question.job(self.under.asked, self.under.known, beside=self.beside)
            self.under.held = job.problem
            self.solver.ask(job)
        while self.under is not None and (news := self.solver.news()) is not None:
            self._got(self.under, news)

    def _got(self, under: Under, news: News) -> None:
        if isinstance(news, Done):
            self.under = None
        elif isinstance(news, Failed) and under.answered:
            self.under = None  # the plan itself had come; only its price list has not
            log.warning("solver-left", unit=under.unit.code, why=news.why)
        elif isinstance(news, Failed):
            self.under = None
            log.warning("solver-failed", unit=under.unit.code, why=news.why)
            self._stale(under.unit, news.why)
            self._stand_in(under)
        else:
            self._better(under, news)

    def _better(self, under: Under, found: Found) -> None:
        """Published if it is possible and costs no more, changes of crews included."""
        problem = under.held or under.asked.problem
        if faults := check(problem, found.plan):
            log.error("solver-wrong", unit=under.unit.code, faults=faults[:3])
            under.answered = False
            self.solver.close()
            self._got(under, Failed("failed"))
            return
        price = cost(problem, under.known)
        if cost(problem, found.plan) > price:
            found = replace(found, plan=under.known, objective=price, proven=False)
        under.known, under.answered = found.plan, True
        made = outcome.sheet(under.asked, found, Kind.BETTER, made_from=problem)
        self._publish(under.unit, made)

    def _stand_in(self, under: Under) -> None:
        """The dispatcher's rule, where it is cheaper than the plan that was mended."""
        problem, plan = under.asked.problem, under.known
        try:
            rule = greedy(problem)
        except CannotBuild:
            rule = plan
        if cost(problem, rule) < cost(problem, plan):
            plan = rule
        self._publish(under.unit, outcome.plain(under.asked, plan, Kind.FALLBACK))

    def _publish(self, unit: Unit, sheet: Sheet) -> bool:
        """False when it has to be tried again. That a newer plan stands is no fault."""
        said = {"plan": sheet.as_text()}
        try:
            perform("dispatch.publish_plan", said, by=system(unit))
        except Refused as refused:
            log.info("not-published", unit=unit.code, code=refused.code)
            return not isinstance(refused, Busy)
        return True

    def _stale(self, unit: Unit, why: str) -> None:
        try:
            perform("dispatch.mark_stale", {"why": why}, by=system(unit))
        except (Refused, DatabaseError):
            log.exception("not-marked", unit=unit.code, why=why)
