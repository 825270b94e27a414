"""What was found and what the world did, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core.facts import Names
from greenlane.core.texts import said_as
from greenlane.safety.models import EvidenceKind


def kind_label(kind: str) -> str:
    return str(EvidenceKind(kind).label) if kind in EvidenceKind else kind


@dataclass(frozen=True)
class EvidenceRecorded:
    """Something was found on a section: it passed, or it did not."""

    NAME: ClassVar[str] = "safety.evidence_recorded"
    V: ClassVar[int] = 1
    evidence: UUID
    kind: str
    covers: str
    passed: bool
    lines: int

    def sentence(self, names: Names) -> str:
        facts = {"kind": kind_label(self.kind), "lines": self.lines}
        if self.passed:
            return (
                ngettext(
                    "Recorded and passed: %(kind)s (%(lines)s entry)",
                    "Recorded and passed: %(kind)s (%(lines)s entries)",
                    self.lines,
                )
                % facts
            )
        return (
            ngettext(
                "Recorded and not passed: %(kind)s (%(lines)s entry)",
                "Recorded and not passed: %(kind)s (%(lines)s entries)",
                self.lines,
            )
            % facts
        )


@dataclass(frozen=True)
class EvidenceWithdrawn:
    """Evidence was taken back; what relied on it is revoked."""

    NAME: ClassVar[str] = "safety.evidence_withdrawn"
    V: ClassVar[int] = 1
    evidence: UUID
    kind: str
    revoked: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "Withdrawn: %(kind)s; %(revoked)s clearance resting on it is revoked",
            "Withdrawn: %(kind)s; %(revoked)s clearances resting on it are revoked",
            self.revoked,
        ) % {"kind": kind_label(self.kind), "revoked": self.revoked}


@dataclass(frozen=True)
class EvidenceCorrected:
    """A reading was corrected: a new record stands, the old one is kept."""

    NAME: ClassVar[str] = "safety.evidence_corrected"
    V: ClassVar[int] = 1
    evidence: UUID
    corrects: UUID
    kind: str
    passed: bool

    def sentence(self, names: Names) -> str:
        facts = {"kind": kind_label(self.kind)}
        if self.passed:
            return _("%(kind)s was corrected and holds") % facts
        return _("%(kind)s was corrected and does not hold") % facts


@dataclass(frozen=True)
class ClearanceRevoked:
    """A release was taken back before it was used up."""

    NAME: ClassVar[str] = "safety.clearance_revoked"
    V: ClassVar[int] = 1
    clearance: UUID
    kind: str
    code: str

    def sentence(self, names: Names) -> str:
        return _("A clearance was revoked: people come out, begin again at the gate")


@dataclass(frozen=True)
class ConsiderSwitchingOff:
    """Volts rest on evidence that no longer stands. No software undoes volts."""

    NAME: ClassVar[str] = "safety.consider_switching_off"
    V: ClassVar[int] = 1
    clearance: UUID
    code: str

    def sentence(self, names: Names) -> str:
        return _(
            "ALARM: what is live rests on withdrawn evidence; consider switching off"
        )


@dataclass(frozen=True)
class InstructionGiven:
    """The dispatcher gave an order for one act."""

    NAME: ClassVar[str] = "safety.instruction_given"
    V: ClassVar[int] = 1
    instruction: UUID
    act: str
    target: UUID
    giver: UUID

    def sentence(self, names: Names) -> str:
        return _("%(giver)s gave the order for one act (%(act)s)") % {
            "giver": names[self.giver],
            "act": said_as("act", self.act),
        }


@dataclass(frozen=True)
class InstructionReadBack:
    """The order was read back word for word."""

    NAME: ClassVar[str] = "safety.instruction_read_back"
    V: ClassVar[int] = 1
    instruction: UUID
    reader: UUID

    def sentence(self, names: Names) -> str:
        return _("%(reader)s read the order back") % {"reader": names[self.reader]}


@dataclass(frozen=True)
class InstructionWithdrawn:
    """The dispatcher's order is no longer valid."""

    NAME: ClassVar[str] = "safety.instruction_withdrawn"
    V: ClassVar[int] = 1
    instruction: UUID

    def sentence(self, names: Names) -> str:
        return _("An order to switch was withdrawn")


@dataclass(frozen=True)
class OccurrenceReported:
    """Something happened, with or without us. It is never refused."""

    NAME: ClassVar[str] = "safety.occurrence_reported"
    V: ClassVar[int] = 1
    occurrence: UUID
    kind: str
    tickets: int

    def sentence(self, names: Names) -> str:
        facts = {"tickets": self.tickets}
        if self.kind == "energised":
            return (
                ngettext(
                    "ALARM: reported live; %(tickets)s ticket interrupted",
                    "ALARM: reported live; %(tickets)s tickets interrupted",
                    self.tickets,
                )
                % facts
            )
        if self.kind == "supply_lost":
            return (
                ngettext(
                    "Supply lost; %(tickets)s ticket interrupted",
                    "Supply lost; %(tickets)s tickets interrupted",
                    self.tickets,
                )
                % facts
            )
        return (
            ngettext(
                "ALARM: accident; %(tickets)s ticket interrupted",
                "ALARM: accident; %(tickets)s tickets interrupted",
                self.tickets,
            )
            % facts
        )


@dataclass(frozen=True)
class NearMissReported:
    """It went well by luck; who told it is nobody's business."""

    NAME: ClassVar[str] = "safety.near_miss_reported"
    V: ClassVar[int] = 1
    near_miss: UUID

    def sentence(self, names: Names) -> str:
        return _("A near miss was reported")


@dataclass(frozen=True)
class OccurrenceReviewed:
    """Somebody looked at what happened and lets the order go on."""

    NAME: ClassVar[str] = "safety.occurrence_reviewed"
    V: ClassVar[int] = 1
    occurrence: UUID
    reviewer: UUID

    def sentence(self, names: Names) -> str:
        return _("%(reviewer)s has reviewed what was reported") % {
            "reviewer": names[self.reviewer]
        }


FACTS: tuple[type, ...] = (
    EvidenceRecorded,
    EvidenceWithdrawn,
    EvidenceCorrected,
    ClearanceRevoked,
    ConsiderSwitchingOff,
    InstructionGiven,
    InstructionReadBack,
    InstructionWithdrawn,
    OccurrenceReported,
    NearMissReported,
    OccurrenceReviewed,
)
