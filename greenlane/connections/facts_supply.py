"""Steps, switching off, handover and term, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core.facts import Names


@dataclass(frozen=True)
class StepsPlanned:
    """The steps of switching in were laid out."""

    NAME: ClassVar[str] = "connections.steps_planned"
    V: ClassVar[int] = 1
    order: UUID
    steps: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "%(steps)s step to switch in was laid out",
            "%(steps)s steps to switch in were laid out",
            self.steps,
        ) % {"steps": self.steps}


@dataclass(frozen=True)
class StepEnergised:
    """A step of the supply was switched in."""

    NAME: ClassVar[str] = "connections.step_energised"
    V: ClassVar[int] = 1
    order: UUID
    step: UUID
    place: int
    act: str
    operator: UUID
    guard: UUID

    def sentence(self, names: Names) -> str:
        facts = {
            "operator": names[self.operator],
            "guard": names[self.guard],
            "place": self.place,
        }
        return (
            _("%(operator)s switched in step %(place)s, guarded by %(guard)s") % facts
        )


@dataclass(frozen=True)
class StepRead:
    """Volts and rotation of a step were read."""

    NAME: ClassVar[str] = "connections.step_read"
    V: ClassVar[int] = 1
    step: UUID
    place: int
    normal: bool

    def sentence(self, names: Names) -> str:
        if self.normal:
            return _("Step %(place)s was read: normal") % {"place": self.place}
        return _("Step %(place)s was read: NOT normal") % {"place": self.place}


@dataclass(frozen=True)
class WentLive:
    """Every supply point of the order is fed, and read."""

    NAME: ClassVar[str] = "connections.went_live"
    V: ClassVar[int] = 1
    order: UUID

    def sentence(self, names: Names) -> str:
        return _("Order %(order)s is live at every supply point") % {
            "order": names[self.order]
        }


@dataclass(frozen=True)
class SwitchedOff:
    """Volts were taken off again. Nobody has to agree to that."""

    NAME: ClassVar[str] = "connections.switched_off"
    V: ClassVar[int] = 1
    order: UUID
    steps: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "Order %(order)s was switched off (%(steps)s step opened)",
            "Order %(order)s was switched off (%(steps)s steps opened)",
            self.steps,
        ) % {
            "order": names[self.order],
            "steps": self.steps,
        }


@dataclass(frozen=True)
class HandoverPrepared:
    """The handover sheet is written, to be signed."""

    NAME: ClassVar[str] = "connections.handover_prepared"
    V: ClassVar[int] = 1
    order: UUID

    def sentence(self, names: Names) -> str:
        return _("The handover sheet of order %(order)s was written") % {
            "order": names[self.order]
        }


@dataclass(frozen=True)
class HandedOver:
    """The site has taken over."""

    NAME: ClassVar[str] = "connections.handed_over"
    V: ClassVar[int] = 1
    order: UUID
    handover: UUID
    receiver: UUID

    def sentence(self, names: Names) -> str:
        return _("%(receiver)s took over the supply of order %(order)s") % {
            "receiver": names[self.receiver],
            "order": names[self.order],
        }


@dataclass(frozen=True)
class TermSet:
    """The temporary supply has an end."""

    NAME: ClassVar[str] = "connections.term_set"
    V: ClassVar[int] = 1
    QUIET: ClassVar[bool] = True
    term: UUID
    ends_at: str

    def sentence(self, names: Names) -> str:
        return _("The temporary supply ends on %(day)s") % {"day": self.ends_at[:10]}


@dataclass(frozen=True)
class TermDecided:
    """What happens at the end of the term was decided."""

    NAME: ClassVar[str] = "connections.term_decided"
    V: ClassVar[int] = 1
    term: UUID
    decision: str

    def sentence(self, names: Names) -> str:
        if self.decision == "convert":
            return _("The supply becomes permanent by an application of its own")
        if self.decision == "extend":
            return _("The temporary supply is extended")
        return _("The temporary supply will be removed")


@dataclass(frozen=True)
class OrderClosed:
    """Everything is done and no paper is owed."""

    NAME: ClassVar[str] = "connections.order_closed"
    V: ClassVar[int] = 1
    order: UUID

    def sentence(self, names: Names) -> str:
        return _("Order %(order)s was closed") % {"order": names[self.order]}


FACTS: tuple[type, ...] = (
    StepsPlanned,
    StepEnergised,
    StepRead,
    WentLive,
    SwitchedOff,
    HandoverPrepared,
    HandedOver,
    TermSet,
    TermDecided,
    OrderClosed,
)
