"""What happened to a switching order, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core.facts import Names


@dataclass(frozen=True)
class SwitchingWritten:
    """Somebody wrote down what is to be switched, step by step."""

    NAME: ClassVar[str] = "safety.switching_written"
    V: ClassVar[int] = 1
    switching: UUID
    writer: UUID
    steps: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "%(writer)s wrote switching order %(switching)s, %(steps)s step",
            "%(writer)s wrote switching order %(switching)s, %(steps)s steps",
            self.steps,
        ) % {
            "writer": names[self.writer],
            "switching": names[self.switching],
            "steps": self.steps,
        }


@dataclass(frozen=True)
class SwitchingChecked:
    """Another person found it right."""

    NAME: ClassVar[str] = "safety.switching_checked"
    V: ClassVar[int] = 1
    switching: UUID
    checker: UUID

    def sentence(self, names: Names) -> str:
        return _("%(checker)s checked switching order %(switching)s") % {
            "checker": names[self.checker],
            "switching": names[self.switching],
        }


@dataclass(frozen=True)
class SwitchingStepDone:
    """Two people did the next step."""

    NAME: ClassVar[str] = "safety.switching_step_done"
    V: ClassVar[int] = 1
    switching: UUID
    step: UUID
    place: int
    operator: UUID
    guard: UUID

    def sentence(self, names: Names) -> str:
        return _(
            "Step %(place)s of %(switching)s is done (%(step)s):"
            " %(operator)s, guarded by %(guard)s"
        ) % {
            "place": self.place,
            "switching": names[self.switching],
            "step": names[self.step],
            "operator": names[self.operator],
            "guard": names[self.guard],
        }


@dataclass(frozen=True)
class SwitchingStopped:
    """Somebody said stop: no further step."""

    NAME: ClassVar[str] = "safety.switching_stopped"
    V: ClassVar[int] = 1
    switching: UUID
    left: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "Switching order %(switching)s was stopped, %(left)s step left",
            "Switching order %(switching)s was stopped, %(left)s steps left",
            self.left,
        ) % {
            "switching": names[self.switching],
            "left": self.left,
        }


@dataclass(frozen=True)
class SwitchingResumed:
    """The dispatcher said: go on."""

    NAME: ClassVar[str] = "safety.switching_resumed"
    V: ClassVar[int] = 1
    switching: UUID
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s let switching order %(switching)s go on") % {
            "person": names[self.person],
            "switching": names[self.switching],
        }


@dataclass(frozen=True)
class SwitchingEnded:
    """Every step is done, and the operator reported so."""

    NAME: ClassVar[str] = "safety.switching_ended"
    V: ClassVar[int] = 1
    switching: UUID
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s reported switching order %(switching)s as done") % {
            "person": names[self.person],
            "switching": names[self.switching],
        }


@dataclass(frozen=True)
class SwitchingAbandoned:
    """It is not carried on; what was done stays done."""

    NAME: ClassVar[str] = "safety.switching_abandoned"
    V: ClassVar[int] = 1
    switching: UUID
    person: UUID
    left: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "%(person)s abandoned switching order %(switching)s, %(left)s step left",
            "%(person)s abandoned switching order %(switching)s, %(left)s steps left",
            self.left,
        ) % {
            "person": names[self.person],
            "switching": names[self.switching],
            "left": self.left,
        }


FACTS: tuple[type, ...] = (
    SwitchingWritten,
    SwitchingChecked,
    SwitchingStepDone,
    SwitchingStopped,
    SwitchingResumed,
    SwitchingEnded,
    SwitchingAbandoned,
)
