"""Facts about tasks: assigned, passed on, waiting, finished, dropped, corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names
from greenlane.work import causes


@dataclass(frozen=True)
class PersonAssigned:
    """Somebody is to do this task."""

    NAME: ClassVar[str] = "work.person_assigned"
    V: ClassVar[int] = 1
    task: UUID
    person: UUID
    role: str

    def sentence(self, names: Names) -> str:
        return _("%(person)s was assigned to “%(task)s”") % {
            "person": names[self.person],
            "task": names[self.task],
        }


@dataclass(frozen=True)
class PersonUnassigned:
    """Somebody was released from a task."""

    NAME: ClassVar[str] = "work.person_unassigned"
    V: ClassVar[int] = 1
    task: UUID
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s was released from “%(task)s”") % {
            "person": names[self.person],
            "task": names[self.task],
        }


@dataclass(frozen=True)
class HandoffOffered:
    """The work is offered to the next person, who has not accepted yet."""

    NAME: ClassVar[str] = "work.handoff_offered"
    V: ClassVar[int] = 1
    task: UUID
    taker: UUID

    def sentence(self, names: Names) -> str:
        return _("“%(task)s” was offered to %(taker)s") % {
            "task": names[self.task],
            "taker": names[self.taker],
        }


@dataclass(frozen=True)
class HandoffAccepted:
    """The next person has it."""

    NAME: ClassVar[str] = "work.handoff_accepted"
    V: ClassVar[int] = 1
    task: UUID
    taker: UUID

    def sentence(self, names: Names) -> str:
        return _("%(taker)s accepted “%(task)s”") % {
            "task": names[self.task],
            "taker": names[self.taker],
        }


@dataclass(frozen=True)
class WaitOpened:
    """From here on the time has a name."""

    NAME: ClassVar[str] = "work.wait_opened"
    V: ClassVar[int] = 1
    order: UUID
    wait: UUID
    cause: str

    def sentence(self, names: Names) -> str:
        return _("The order %(order)s waits: %(cause)s") % {
            "order": names[self.order],
            "cause": causes.LABELS.get(self.cause, self.cause),
        }


@dataclass(frozen=True)
class WaitClosed:
    """What was waited for is there."""

    NAME: ClassVar[str] = "work.wait_closed"
    V: ClassVar[int] = 1
    order: UUID
    wait: UUID
    cause: str

    def sentence(self, names: Names) -> str:
        return _("The order %(order)s no longer waits: %(cause)s") % {
            "order": names[self.order],
            "cause": causes.LABELS.get(self.cause, self.cause),
        }


@dataclass(frozen=True)
class TaskFinished:
    """The task is said to be done."""

    NAME: ClassVar[str] = "work.task_finished"
    V: ClassVar[int] = 1
    task: UUID

    def sentence(self, names: Names) -> str:
        return _("“%(task)s” is finished") % {"task": names[self.task]}


@dataclass(frozen=True)
class TaskDropped:
    """The task is not needed on this order."""

    NAME: ClassVar[str] = "work.task_dropped"
    V: ClassVar[int] = 1
    task: UUID

    def sentence(self, names: Names) -> str:
        return _("“%(task)s” was dropped") % {"task": names[self.task]}


@dataclass(frozen=True)
class TimeCorrected:
    """An interval was told anew; the old telling stays readable."""

    NAME: ClassVar[str] = "work.time_corrected"
    V: ClassVar[int] = 1
    order: UUID
    kind: str
    old: UUID
    new: UUID

    def sentence(self, names: Names) -> str:
        return _("A time on the order %(order)s was corrected") % {
            "order": names[self.order]
        }


FACTS: tuple[type, ...] = (
    PersonAssigned,
    PersonUnassigned,
    HandoffOffered,
    HandoffAccepted,
    WaitOpened,
    WaitClosed,
    TaskFinished,
    TaskDropped,
    TimeCorrected,
)
