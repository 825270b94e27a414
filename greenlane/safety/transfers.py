"""A ticket goes to another leader: both have signed for it, everybody is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from greenlane.core.refusals import Missing
from greenlane.safety.models import Ticket, TicketTransfer
from greenlane.safety.signing import signatures
from greenlane.safety.ticket_queries import heads_in, still_in


def absent(ticket: Ticket) -> bool:
    """Whether its leader cannot sign: he is ill, has left, or never took it."""
    gone = ticket.leader.unfit_since is not None or ticket.leader.left_at is not None
    return gone or ticket.received_at is None


def handed_to(ticket: Ticket, taker: UUID) -> TicketTransfer | None:
    """The newest handing over from its leader to this one that nobody agreed to yet."""
    rows = TicketTransfer.objects.filter(
        ticket=ticket, giver=ticket.leader_id, taker=taker, agreed_at__isnull=True
    )
    return rows.order_by("-id").first()


def not_handed_over(gate: str, ticket: Ticket, taker: UUID) -> Iterator[Missing]:
    """What a change of leader still wants. The ticket is locked."""
    if absent(ticket):
        # Nobody hands over and nobody counts: so nobody is in meanwhile.
        yield from people_in(gate, ticket)
        return
    handed = handed_to(ticket, taker)
    roles = {(s.person_id, s.role) for s in signatures(handed)} if handed else set()
    if handed is None or (handed.giver_id, "hands_ticket") not in roles:
        step = "safety.hand_over_ticket"
        yield _missing(gate, "ticket-not-handed-over", ticket, ticket.leader_id, step)
        return
    if (taker, "takes_ticket") not in roles:
        asked = _missing(gate, "transfer-unsigned", ticket, taker, "safety.sign")
        yield replace(asked, evidence=(str(handed.pk),))
    if handed.heads != (inside := heads_in(ticket)):
        yield _missing(
            gate, "heads-differ", ticket, ticket.leader_id, "safety.hand_over_ticket",
            went_in=inside, came_out=handed.heads,
        )  # fmt: skip


def people_in(gate: str, ticket: Ticket) -> Iterator[Missing]:
    """Whoever is in a stint under it comes out first."""
    if inside := still_in(ticket):
        yield _missing(
            gate, "people-still-in", ticket, ticket.leader_id, "work.end_stint",
            heads=inside,
        )  # fmt: skip


def _missing(
    gate: str, code: str, ticket: Ticket, person: UUID, next_step: str, **facts: object
) -> Missing:
    return Missing(
        gate,
        code,
        holder=f"person:{person}",
        since=ticket.permitted_at,
        next_step=next_step,
        evidence=(str(ticket.pk),),
        facts={"ticket": ticket.number, "person": str(person), **facts},
    )
