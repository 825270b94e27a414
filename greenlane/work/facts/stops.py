"""Facts about stops: anybody may say stop; lifting it is a release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class WorkStopped:
    """Somebody said stop. Nothing is released here until it is lifted."""

    NAME: ClassVar[str] = "work.work_stopped"
    V: ClassVar[int] = 1
    stop: UUID
    on: UUID

    def sentence(self, names: Names) -> str:
        return _("Work was stopped on %(on)s") % {"on": names[self.on]}


@dataclass(frozen=True)
class HazardReported:
    """Somebody saw a danger. Nothing is released here until it is lifted."""

    NAME: ClassVar[str] = "work.hazard_reported"
    V: ClassVar[int] = 1
    stop: UUID
    on: UUID

    def sentence(self, names: Names) -> str:
        return _("A hazard was reported on %(on)s") % {"on": names[self.on]}


@dataclass(frozen=True)
class WorkFrozen:
    """The safety supervisor froze the work."""

    NAME: ClassVar[str] = "work.work_frozen"
    V: ClassVar[int] = 1
    stop: UUID
    on: UUID

    def sentence(self, names: Names) -> str:
        return _("Work was frozen on %(on)s") % {"on": names[self.on]}


@dataclass(frozen=True)
class StopLifted:
    """The stop is over; the cause is on record."""

    NAME: ClassVar[str] = "work.stop_lifted"
    V: ClassVar[int] = 1
    stop: UUID
    on: UUID

    def sentence(self, names: Names) -> str:
        return _("The stop on %(on)s was lifted") % {"on": names[self.on]}


FACTS: tuple[type, ...] = (WorkStopped, HazardReported, WorkFrozen, StopLifted)
