"""Who ever stood in a role on a ticket: what excludes that role stays shut to him.

A ticket goes to another leader, is agreed to by another issuer and permitted anew by
another permitter. Its row names only those of this moment; its signatures name all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from greenlane.core.prepared import prepared
from greenlane.safety.models import Signature, Ticket, TicketExtension, TicketTransfer


@dataclass(frozen=True)
class Stood:
    """Now or before. `theirs`: who permits or receives back for the other side."""

    issuers: frozenset[UUID]
    leaders: frozenset[UUID]
    permitters: frozenset[UUID]
    theirs: frozenset[UUID]


def stood(ticket: Ticket) -> Stood:
    """The ticket is locked: all of this is signed under it."""
    rows = _signed(ticket.pk)

    def who(role: str, *now: UUID | None) -> frozenset[UUID]:
        before = {person for each, person in rows if each == role}
        return frozenset(before | {key for key in now if key})

    return Stood(
        issuers=who("issuer", ticket.issuer_id, ticket.second_issuer_id),
        leaders=who("leader", ticket.leader_id),
        permitters=who("permitter", ticket.permitter_id),
        theirs=who("second_permitter", ticket.second_permitter_id),
    )


@prepared
def _signed(ticket: UUID) -> QuerySet[Signature, Any]:
    """Under the ticket; who agreed to its handing over, and to its later end."""
    mine = Q(document="ticket", document_id=ticket)
    agreed = Q(role="issuer", document="tickettransfer")
    agreed &= Q(
        document_id__in=TicketTransfer.objects.filter(ticket=ticket).values("pk")
    )
    later = Q(role="permitter", document="ticketextension")
    later &= Q(
        document_id__in=TicketExtension.objects.filter(ticket=ticket).values("pk")
    )
    rows = Signature.objects.filter(mine | agreed | later)
    return rows.values_list("role", "person")
