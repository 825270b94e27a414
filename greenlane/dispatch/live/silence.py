"""Whoever does not answer to news is missed: the plan is marked as out of date.

The planner says itself when its engine fails. This is read by the follower, another
process: it says so when there is no planner, or one that fails again and again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog

from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.follow import Reader
from greenlane.core.models import Event, Unit
from greenlane.core.refusals import Refused
from greenlane.dispatch.live.triggers import asking
from greenlane.dispatch.models import UnitPlan

log = structlog.get_logger("greenlane.follow")
READER = "plan-silence"
PATIENCE_SECONDS = 3.0  # looked at twice a second, after other readers: within five
WHY = "silent"


@dataclass(frozen=True)
class News:
    """Something that asks for a plan: where it stands in the journal, since when."""

    seq: int
    since: float


@dataclass
class Watch:
    """Of each unit the oldest and the newest of what no plan is known to know."""

    tick: Callable[[], float] = time.monotonic
    oldest: dict[int, News] = field(default_factory=dict)
    newest: dict[int, News] = field(default_factory=dict)

    def take(self, unit: Unit, events: Sequence[Event]) -> None:
        """Also called when nothing has happened; asks the tables only if it is due."""
        asked = [event.seq for event in events if asking([event.name])]
        if asked:
            self.newest[unit.pk] = News(asked[-1], self.tick())
            self.oldest.setdefault(unit.pk, News(asked[0], self.tick()))
        news = self.oldest.get(unit.pk)
        if news and self._is_due(news):
            self._look(unit, self.oldest.pop(unit.pk), self.newest[unit.pk])

    def _is_due(self, news: News) -> bool:
        return self.tick() - news.since >= PATIENCE_SECONDS

    def _look(self, unit: Unit, oldest: News, newest: News) -> None:
        plan = UnitPlan.objects.filter(unit=unit, number__gt=0).first()
        if plan is None:  # nobody was told anything that could be out of date
            return
        news = oldest if plan.seq < oldest.seq else newest
        if plan.seq >= news.seq:
            return
        if self._is_due(news):
            _missed(unit, news)
        else:
            self.oldest[unit.pk] = news


def _missed(unit: Unit, news: News) -> None:
    said = {"why": WHY, "missing": news.seq}
    try:
        perform("dispatch.mark_stale", said, by=system(unit))
    except Refused as refused:  # a plan that knows it came at this very moment
        log.info("not-marked", unit=unit.code, code=refused.code)


def reader() -> Reader:
    return Reader(READER, Watch().take, also_idle=True)
