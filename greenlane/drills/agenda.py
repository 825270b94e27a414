"""A case is played task by task on the unit's own clock, by precedence alone.

Every task takes the middle between low and likely: an assumption, and never tuned.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils.translation import get_language, ngettext

from greenlane.drills.playing import Pause, Play, Script
from greenlane.drills.wire import Refusal

Then = Callable[[], object]


def minutes_of(task: dict[str, Any]) -> timedelta:
    """The middle between low and likely."""
    low, likely, _high = task["minutes"]
    return timedelta(minutes=(low + likely) / 2)


def play(stage: Play, script: Script, *, until: str = "") -> dict[str, datetime]:
    """Play every task of the order, or up to the end of one; key → when it finished.

    Whoever is at work then goes home; what they were at stays begun.
    """
    tasks = {
        task["key"]: task for task in stage.read("tasks") if not task["dropped_at"]
    }
    agenda = _Agenda(stage, script, tasks, waiting=list(tasks))
    agenda.run(until)
    return agenda.done


@dataclass
class _Agenda:
    """What is to come, in the order of time; ties in the order they were entered."""

    stage: Play
    script: Script
    tasks: dict[str, dict[str, Any]]
    waiting: list[str]
    done: dict[str, datetime] = field(default_factory=dict)
    coming: list[tuple[datetime, int, Then]] = field(default_factory=list)
    tickets: count[int] = field(default_factory=count)
    at_work: dict[str, tuple[str, str]] = field(default_factory=dict)  # lead, stint

    def run(self, until: str = "") -> None:
        self.stage.begin()
        self.stage.look()
        self._begin_what_may()
        while self.coming and until not in self.done:
            moment, _ticket, then = heapq.heappop(self.coming)
            self.stage.at(moment)
            then()
            if until not in self.done:
                self._begin_what_may()
        for lead, stint in self.at_work.values():
            self.stage.hand(lead).do("work.end_stint", stint=stint)

    def _enter(self, moment: datetime, then: Then) -> None:
        heapq.heappush(self.coming, (moment, next(self.tickets), then))

    def _begin_what_may(self) -> None:
        for key in [k for k in self.waiting if self._may_begin(k)]:
            task, stage = self.tasks[key], self.stage
            first = self.script.leads.get(key, ())
            crew = stage.pick(task["skill"], task["heads"], first=first)
            if not crew:
                continue  # nobody is free: it begins when somebody is
            self.waiting.remove(key)
            self._begin(task, crew)

    def _may_begin(self, key: str) -> bool:
        return set(self.tasks[key]["after"]) <= set(self.done)

    def _begin(self, task: dict[str, Any], crew: list[str]) -> None:
        key, stage = task["key"], self.stage
        if deed := self.script.before.get(key):
            deed(stage, task)
        crew, stint = self._started(task, crew)
        self.at_work[key] = (crew[0], stint)
        stage.busy |= set(crew)
        stage.hands |= set(crew)
        stage.tell(self._line(task, crew))
        if pause := self.script.pauses.get(key):
            moment = stage.now + pause.after
            self._enter(moment, lambda: self._pause(task, crew, pause))
        ends = stage.now + minutes_of(task)
        self._enter(ends, lambda: self._finish(task, crew, stint))

    def _started(self, task: dict[str, Any], crew: list[str]) -> tuple[list[str], str]:
        """Who leads another crew by now stays with it: somebody else is taken."""
        verb = "start_desk_work" if task["desk"] else "start_field_work"
        stage, first = self.stage, self.script.leads.get(task["key"], ())
        while True:
            heads = [{"person": stage.ids[name]} for name in crew[1:]]
            try:
                done = stage.hand(crew[0]).do(
                    f"work.{verb}", task=task["id"], heads=heads
                )
                return crew, done["stint"]
            except Refusal as no:
                away = {name for name in crew if stage.ids[name] in no.leaving}
                stage.busy |= away
                crew = stage.pick(task["skill"], task["heads"], first=first)
                if not (away and crew):
                    raise

    def _line(self, task: dict[str, Any], crew: list[str]) -> str:
        zh = (get_language() or "").startswith("zh")
        place = f"{len(self.tasks) - len(self.waiting):2}/{len(self.tasks)}"
        title = task["title_zh"] if zh else task["title_en"]
        heads = ngettext("%(heads)s person", "%(heads)s people", len(crew))
        heads %= {"heads": len(crew)}
        return f"{place}  {task['key']:<4}  {title} ({heads})"

    def _pause(self, task: dict[str, Any], crew: list[str], pause: Pause) -> None:
        stage, lead = self.stage, self.stage.hand(crew[0])
        pause.found(stage, task)
        ends = stage.now + pause.lasts
        about = {"order": stage.order, "task": task["id"], "cause": pause.cause}
        until = {"holder": pause.holder, "expected_end": ends.isoformat()}
        wait = lead.do("work.open_wait", **about, **until)["wait"]
        self._enter(ends, lambda: lead.do("work.close_wait", wait=wait))

    def _finish(self, task: dict[str, Any], crew: list[str], stint: str) -> None:
        key, stage, lead = task["key"], self.stage, self.stage.hand(crew[0])
        if deed := self.script.during.get(key):
            deed(stage, task)
        lead.do("work.end_stint", stint=stint)
        del self.at_work[key]
        stage.busy -= set(crew)
        if deed := self.script.after.get(key):
            deed(stage, task)
        lead.do("work.finish_task", task=task["id"])
        self.done[key] = stage.now
        stage.look()
