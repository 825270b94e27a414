"""Rows of safety: isolations, tickets, evidence, signatures, orders to switch."""

from greenlane.safety.models.evidence import Evidence, EvidenceKind, EvidenceLine
from greenlane.safety.models.instruction import Instruction
from greenlane.safety.models.isolation import EarthSet, Infeed, Isolation, Point
from greenlane.safety.models.near_miss import NearMiss
from greenlane.safety.models.occurrence import Occurrence
from greenlane.safety.models.shift import ShiftHandover
from greenlane.safety.models.signature import Signature
from greenlane.safety.models.switching import (
    SwitchingBreak,
    SwitchingOrder,
    SwitchingStep,
)
from greenlane.safety.models.ticket import Ticket, TicketBreak
from greenlane.safety.models.ticket_paper import TicketExtension, TicketTransfer

__all__ = [
    "EarthSet",
    "Evidence",
    "EvidenceKind",
    "EvidenceLine",
    "Infeed",
    "Instruction",
    "Isolation",
    "NearMiss",
    "Occurrence",
    "Point",
    "ShiftHandover",
    "Signature",
    "SwitchingBreak",
    "SwitchingOrder",
    "SwitchingStep",
    "Ticket",
    "TicketBreak",
    "TicketExtension",
    "TicketTransfer",
]
