"""What was signed, and which shift handed over to which, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core.facts import Names
from greenlane.core.texts import said_as


@dataclass(frozen=True)
class DocumentSigned:
    """A person signed a document as it was shown."""

    NAME: ClassVar[str] = "safety.document_signed"
    V: ClassVar[int] = 1
    signature: UUID
    document: str
    subject: UUID
    role: str
    person: UUID

    def sentence(self, names: Names) -> str:
        return _("%(person)s signed as %(role)s: %(document)s") % {
            "person": names[self.person],
            "role": said_as("role", self.role),
            "document": names.get(str(self.subject)) or said_as("kind", self.document),
        }


@dataclass(frozen=True)
class OtherSideNamed:
    """The customer or the contractor issues, or permits, beside us."""

    NAME: ClassVar[str] = "safety.other_side_named"
    V: ClassVar[int] = 1
    ticket: UUID
    issuer: UUID | None
    permitter: UUID | None
    customer_owned: bool

    def sentence(self, names: Names) -> str:
        told = {
            "ticket": names[self.ticket],
            "issuer": names[self.issuer] if self.issuer else "",
            "permitter": names[self.permitter] if self.permitter else "",
        }
        if self.permitter is None:
            return _("%(issuer)s issues ticket %(ticket)s for the other side") % told
        if self.issuer is None:
            says = _("%(permitter)s permits ticket %(ticket)s for the other side")
            return says % told
        says = _(
            "%(issuer)s issues ticket %(ticket)s for the other side, "
            "%(permitter)s permits it"
        )
        return says % told


@dataclass(frozen=True)
class ShiftHandedOver:
    """The open permits were read out to the next shift."""

    NAME: ClassVar[str] = "safety.shift_handed_over"
    V: ClassVar[int] = 1
    handover: UUID
    giver: UUID
    taker: UUID
    permits: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "%(giver)s read out %(permits)s open permit to %(taker)s",
            "%(giver)s read out %(permits)s open permits to %(taker)s",
            self.permits,
        ) % {
            "giver": names[self.giver],
            "permits": self.permits,
            "taker": names[self.taker],
        }


@dataclass(frozen=True)
class ShiftAccepted:
    """The next shift signed for the open permits."""

    NAME: ClassVar[str] = "safety.shift_accepted"
    V: ClassVar[int] = 1
    handover: UUID
    giver: UUID
    taker: UUID
    permits: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "%(taker)s took over %(permits)s open permit from %(giver)s",
            "%(taker)s took over %(permits)s open permits from %(giver)s",
            self.permits,
        ) % {
            "taker": names[self.taker],
            "permits": self.permits,
            "giver": names[self.giver],
        }


FACTS: tuple[type, ...] = (
    DocumentSigned,
    OtherSideNamed,
    ShiftHandedOver,
    ShiftAccepted,
)
