"""Facts about stints: begun, joined, left, led by another, ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core.facts import Names


@dataclass(frozen=True)
class StintStarted:
    """People began to work on a task. `field` is false for desk work and travel."""

    NAME: ClassVar[str] = "work.stint_started"
    V: ClassVar[int] = 1
    stint: UUID
    task: UUID
    leader: UUID
    heads: int
    field: bool

    def sentence(self, names: Names) -> str:
        return ngettext(
            "%(leader)s began “%(task)s”, %(heads)s person at work",
            "%(leader)s began “%(task)s”, %(heads)s people at work",
            self.heads,
        ) % {
            "leader": names[self.leader],
            "task": names[self.task],
            "heads": self.heads,
        }


@dataclass(frozen=True)
class HeadJoined:
    """One more person works in the stint."""

    NAME: ClassVar[str] = "work.head_joined"
    V: ClassVar[int] = 1
    stint: UUID
    task: UUID
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s joined “%(task)s”") % {
            "person": names[self.person],
            "task": names[self.task],
        }


@dataclass(frozen=True)
class HeadLeft:
    """One person fewer works in the stint."""

    NAME: ClassVar[str] = "work.head_left"
    V: ClassVar[int] = 1
    stint: UUID
    task: UUID
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s left “%(task)s”") % {
            "person": names[self.person],
            "task": names[self.task],
        }


@dataclass(frozen=True)
class StintLeaderReplaced:
    """Another person leads the stint from now on."""

    NAME: ClassVar[str] = "work.stint_leader_replaced"
    V: ClassVar[int] = 1
    stint: UUID
    task: UUID
    before: UUID
    after: UUID

    def sentence(self, names: Names) -> str:
        return _("%(after)s leads “%(task)s” in place of %(before)s") % {
            "before": names[self.before],
            "after": names[self.after],
            "task": names[self.task],
        }


@dataclass(frozen=True)
class StintEnded:
    """The people of the stint stopped working on the task."""

    NAME: ClassVar[str] = "work.stint_ended"
    V: ClassVar[int] = 1
    stint: UUID
    task: UUID

    def sentence(self, names: Names) -> str:
        return _("Work on “%(task)s” ended") % {"task": names[self.task]}


FACTS: tuple[type, ...] = (
    StintStarted,
    HeadJoined,
    HeadLeft,
    StintLeaderReplaced,
    StintEnded,
)
