"""A later end, another leader: what was written on tickets, as the journal tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from greenlane.core.facts import Names


@dataclass(frozen=True)
class ExtensionAsked:
    """A leader asks that his ticket ends later."""

    NAME: ClassVar[str] = "safety.extension_asked"
    V: ClassVar[int] = 1
    ticket: UUID
    extension: UUID
    leader: UUID

    def sentence(self, names: Names) -> str:
        return _("%(leader)s asked for a later end of ticket %(ticket)s") % {
            "leader": names[self.leader],
            "ticket": names[self.ticket],
        }


@dataclass(frozen=True)
class TicketExtended:
    """A ticket is valid for longer."""

    NAME: ClassVar[str] = "safety.ticket_extended"
    V: ClassVar[int] = 1
    ticket: UUID
    extension: UUID
    leader: UUID
    permitter: UUID

    def sentence(self, names: Names) -> str:
        return _("%(permitter)s extended ticket %(ticket)s of %(leader)s") % {
            "permitter": names[self.permitter],
            "ticket": names[self.ticket],
            "leader": names[self.leader],
        }


@dataclass(frozen=True)
class TicketHandedOver:
    """A leader hands his ticket to another one; the issuer has not agreed yet."""

    NAME: ClassVar[str] = "safety.ticket_handed_over"
    V: ClassVar[int] = 1
    ticket: UUID
    transfer: UUID
    giver: UUID
    taker: UUID
    heads: int

    def sentence(self, names: Names) -> str:
        return _(
            "%(giver)s hands ticket %(ticket)s to %(taker)s: %(heads)s counted"
        ) % {
            "giver": names[self.giver],
            "ticket": names[self.ticket],
            "taker": names[self.taker],
            "heads": self.heads,
        }


FACTS: tuple[type, ...] = (ExtensionAsked, TicketExtended, TicketHandedOver)
