"""What happened to tickets, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.core.facts import Names
from greenlane.safety.facts_signing import FACTS as SIGNING


@dataclass(frozen=True)
class TicketIssued:
    """A ticket was written and signed by its issuer."""

    NAME: ClassVar[str] = "safety.ticket_issued"
    V: ClassVar[int] = 1
    ticket: UUID
    kind: str
    issuer: UUID
    leader: UUID

    def sentence(self, names: Names) -> str:
        return _("%(issuer)s issued ticket %(ticket)s to %(leader)s") % {
            "issuer": names[self.issuer],
            "ticket": names[self.ticket],
            "leader": names[self.leader],
        }


@dataclass(frozen=True)
class TicketReceived:
    """The leader took the ticket."""

    NAME: ClassVar[str] = "safety.ticket_received"
    V: ClassVar[int] = 1
    ticket: UUID
    leader: UUID

    def sentence(self, names: Names) -> str:
        return _("%(leader)s received ticket %(ticket)s") % {
            "leader": names[self.leader],
            "ticket": names[self.ticket],
        }


@dataclass(frozen=True)
class TicketPermitted:
    """Work under the ticket may begin."""

    NAME: ClassVar[str] = "safety.ticket_permitted"
    V: ClassVar[int] = 1
    ticket: UUID
    permitter: UUID
    leader: UUID
    heads: int
    earths: int
    channel: str

    def sentence(self, names: Names) -> str:
        return ngettext(
            "%(permitter)s permitted ticket %(ticket)s to %(leader)s: %(heads)s in, "
            "%(earths)s earth set on",
            "%(permitter)s permitted ticket %(ticket)s to %(leader)s: %(heads)s in, "
            "%(earths)s earth sets on",
            self.earths,
        ) % {
            "permitter": names[self.permitter],
            "ticket": names[self.ticket],
            "leader": names[self.leader],
            "heads": self.heads,
            "earths": self.earths,
        }


@dataclass(frozen=True)
class PermitRefused:
    """The permit was refused; the ticket waits."""

    NAME: ClassVar[str] = "safety.permit_refused"
    V: ClassVar[int] = 1
    ticket: UUID
    reason: str

    def sentence(self, names: Names) -> str:
        return _("The permit of ticket %(ticket)s was refused") % {
            "ticket": names[self.ticket],
        }


@dataclass(frozen=True)
class TicketInterrupted:
    """Work under the ticket rests."""

    NAME: ClassVar[str] = "safety.ticket_interrupted"
    V: ClassVar[int] = 1
    ticket: UUID
    cause: str

    def sentence(self, names: Names) -> str:
        return _("Ticket %(ticket)s was interrupted") % {
            "ticket": names[self.ticket],
        }


@dataclass(frozen=True)
class TicketExpired:
    """Its end is reached: nobody goes in, and it is ended or given a later end."""

    NAME: ClassVar[str] = "safety.ticket_expired"
    V: ClassVar[int] = 1
    ticket: UUID
    leader: UUID

    def sentence(self, names: Names) -> str:
        said = _("The end of ticket %(ticket)s is reached; %(leader)s leads it")
        return said % {"ticket": names[self.ticket], "leader": names[self.leader]}


@dataclass(frozen=True)
class TicketResumed:
    """Measures were checked anew; work goes on."""

    NAME: ClassVar[str] = "safety.ticket_resumed"
    V: ClassVar[int] = 1
    ticket: UUID
    permitter: UUID
    earths: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "%(permitter)s permitted ticket %(ticket)s anew: %(earths)s earth set on",
            "%(permitter)s permitted ticket %(ticket)s anew: %(earths)s earth sets on",
            self.earths,
        ) % {
            "permitter": names[self.permitter],
            "ticket": names[self.ticket],
            "earths": self.earths,
        }


@dataclass(frozen=True)
class LeaderChanged:
    """Another person leads under the ticket."""

    NAME: ClassVar[str] = "safety.leader_changed"
    V: ClassVar[int] = 1
    ticket: UUID
    before: UUID
    leader: UUID

    def sentence(self, names: Names) -> str:
        return _("%(leader)s leads ticket %(ticket)s in place of %(before)s") % {
            "leader": names[self.leader],
            "ticket": names[self.ticket],
            "before": names[self.before],
        }


@dataclass(frozen=True)
class TicketEnded:
    """People, tools, tags and earths are back and counted."""

    NAME: ClassVar[str] = "safety.ticket_ended"
    V: ClassVar[int] = 1
    ticket: UUID
    leader: UUID
    permitter: UUID
    heads: int
    earths: int
    channel: str

    def sentence(self, names: Names) -> str:
        return ngettext(
            "%(leader)s ended ticket %(ticket)s: %(heads)s out, %(earths)s earth set "
            "counted; %(permitter)s received it back",
            "%(leader)s ended ticket %(ticket)s: %(heads)s out, %(earths)s earth sets "
            "counted; %(permitter)s received it back",
            self.earths,
        ) % {
            "leader": names[self.leader],
            "ticket": names[self.ticket],
            "heads": self.heads,
            "earths": self.earths,
            "permitter": names[self.permitter],
        }


@dataclass(frozen=True)
class TicketRevoked:
    """The ticket is void for good; people come out."""

    NAME: ClassVar[str] = "safety.ticket_revoked"
    V: ClassVar[int] = 1
    ticket: UUID
    cause: str

    def sentence(self, names: Names) -> str:
        return _("Ticket %(ticket)s was revoked: people come out") % {
            "ticket": names[self.ticket],
        }


@dataclass(frozen=True)
class RevocationAcknowledged:
    """Those who worked know of the revocation, and are out."""

    NAME: ClassVar[str] = "safety.revocation_acknowledged"
    V: ClassVar[int] = 1
    ticket: UUID
    person: UUID

    def sentence(self, names: Names) -> str:
        return _(
            "%(person)s acknowledged that %(ticket)s is void, and that people are out"
        ) % {
            "person": names[self.person],
            "ticket": names[self.ticket],
        }


FACTS: tuple[type, ...] = (
    TicketIssued,
    TicketReceived,
    TicketPermitted,
    PermitRefused,
    TicketInterrupted,
    TicketExpired,
    TicketResumed,
    LeaderChanged,
    TicketEnded,
    TicketRevoked,
    RevocationAcknowledged,
    *SIGNING,
)
