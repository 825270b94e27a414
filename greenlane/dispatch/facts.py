"""What happened to plans, as the journal tells it. Only pins ask for a new one.

A plan proposes: none of this makes stale what somebody was shown before he releases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core.facts import Names


@dataclass(frozen=True)
class PlanPublished:
    """A new revision stands. `changed` tasks have other crews or another start."""

    NAME: ClassVar[str] = "dispatch.plan_published"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    number: int
    kind: str
    cause: str
    digest: str
    objective: int
    changed: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "Plan %(number)s was published; it changes %(changed)s task",
            "Plan %(number)s was published; it changes %(changed)s tasks",
            self.changed,
        ) % {"number": self.number, "changed": self.changed}


@dataclass(frozen=True)
class PlanWentStale:
    """No plan could be made of what has happened; the last one still stands."""

    NAME: ClassVar[str] = "dispatch.plan_went_stale"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    number: int
    why: str

    def sentence(self, names: Names) -> str:
        return _("Plan %(number)s is out of date: no new one could be made") % {
            "number": self.number
        }


@dataclass(frozen=True)
class TaskPinned:
    """A dispatcher holds a task to a crew, a start, or a place behind another."""

    NAME: ClassVar[str] = "dispatch.task_pinned"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    task: UUID
    pin: UUID

    def sentence(self, names: Names) -> str:
        return _("“%(task)s” was held in the plan") % {"task": names[self.task]}


@dataclass(frozen=True)
class TaskUnpinned:
    """The engine may move it again."""

    NAME: ClassVar[str] = "dispatch.task_unpinned"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    task: UUID
    pin: UUID

    def sentence(self, names: Names) -> str:
        return _("“%(task)s” is free in the plan again") % {"task": names[self.task]}


@dataclass(frozen=True)
class Promised:
    """The site is told a window, in minutes from now: P50 and P80."""

    NAME: ClassVar[str] = "dispatch.promised"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    order: UUID
    promise: UUID
    p50_minutes: int
    p80_minutes: int

    def sentence(self, names: Names) -> str:
        return _("Order %(order)s was promised its supply") % {
            "order": names[self.order]
        }


FACTS = (PlanPublished, PlanWentStale, TaskPinned, TaskUnpinned, Promised)
