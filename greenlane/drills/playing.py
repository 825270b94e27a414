"""A case is played task by task on the unit's own clock, by precedence alone.

Every task takes the middle between low and likely: an assumption, and never tuned.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from greenlane.drills.wire import Hand

Deed = Callable[["Play", dict[str, Any]], None]


@dataclass
class Play:
    """One order being played. `people` are phones by login; `crew` keys by login."""

    people: dict[str, Hand]
    ids: dict[str, str]
    skills: dict[str, frozenset[str]]
    clock: Hand
    now: datetime
    number: str = ""
    order: str = ""
    notes: dict[str, Any] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)
    tell: Callable[[str], None] = print

    def at(self, moment: datetime) -> None:
        """The unit's clock moves on to this moment and stands still there."""
        self.now = max(self.now, moment)
        self.clock.do("core.set_clock", start=self.now.isoformat(), speed=0)

    def hand(self, name: str) -> Hand:
        return self.people[name]

    def pick(self, skill: str, heads: int, *, first: tuple[str, ...] = ()) -> list[str]:
        """Free people with this skill, those named first."""
        names = [*first, *(n for n in self.skills if n not in first)]
        fit = [n for n in names if skill in self.skills[n] or skill == "all"]
        return [n for n in fit if n not in self.busy][:heads]


@dataclass(frozen=True)
class Script:
    """What people do around the tasks of a playbook, by the key of the task."""

    leads: dict[str, tuple[str, ...]]
    before: dict[str, Deed]
    during: dict[str, Deed]
    after: dict[str, Deed]


def minutes_of(task: dict[str, Any]) -> timedelta:
    """The middle between low and likely."""
    low, likely, _high = task["minutes"]
    return timedelta(minutes=(low + likely) / 2)


def play(stage: Play, script: Script) -> dict[str, datetime]:
    """Play every task of the order; key → when it was finished."""
    tasks = {task["key"]: task for task in _tasks(stage)}
    done: dict[str, datetime] = {}
    running: list[tuple[datetime, str]] = []
    crews: dict[str, list[str]] = {}
    waiting = list(tasks)
    while waiting or running:
        for key in [k for k in waiting if set(tasks[k]["after"]) <= set(done)]:
            crew = _begin(stage, script, tasks[key])
            if crew is None:
                continue  # nobody is free: it begins when somebody is
            waiting.remove(key)
            crews[key] = crew
            heapq.heappush(running, (stage.now + minutes_of(tasks[key]), key))
        moment, key = heapq.heappop(running)
        stage.at(moment)
        _finish(stage, script, tasks[key], crews[key])
        done[key] = stage.now
    return done


def _tasks(stage: Play) -> list[dict[str, Any]]:
    found = stage.hand("zhao").read(f"/api/v1/orders/{stage.number}/tasks")["tasks"]
    return [task for task in found if not task["dropped_at"]]


def _begin(stage: Play, script: Script, task: dict[str, Any]) -> list[str] | None:
    key = task["key"]
    crew = stage.pick(task["skill"], task["heads"], first=script.leads.get(key, ()))
    if not crew:
        return None
    if deed := script.before.get(key):
        deed(stage, task)
    verb = "start_desk_work" if task["desk"] else "start_field_work"
    heads = [{"person": stage.ids[name]} for name in crew[1:]]
    stint = stage.hand(crew[0]).do(f"work.{verb}", task=task["id"], heads=heads)
    stage.notes[f"stint {key}"] = stint["stint"]
    stage.busy |= set(crew)
    stage.tell(f"{stage.now:%H:%M}  {key}  {task['title_en']}  ({len(crew)})")
    return crew


def _finish(stage: Play, script: Script, task: dict[str, Any], crew: list[str]) -> None:
    key = task["key"]
    if deed := script.during.get(key):
        deed(stage, task)
    lead = stage.hand(crew[0])
    lead.do("work.end_stint", stint=stage.notes[f"stint {key}"])
    stage.busy -= set(crew)
    if deed := script.after.get(key):
        deed(stage, task)
    lead.do("work.finish_task", task=task["id"])
