"""A ticket goes from hand to hand: counted, signed by both leaders, agreed to."""

from __future__ import annotations

from typing import Any

from greenlane.safety.models import Ticket, TicketTransfer
from greenlane.safety.ticket_queries import heads_in
from tests import stages
from tests.cast import Cast


def hand_over(
    cast: Cast, ticket: Ticket, to: str, *, by: str = "liu", heads: int | None = None
) -> TicketTransfer:
    """The leader counts everybody and hands the ticket over; nobody has taken it."""
    ticket.refresh_from_db()
    data = {
        "ticket": str(ticket.pk), "taker": cast.id(to),
        "heads": heads_in(ticket) if heads is None else heads,
    }  # fmt: skip
    done = cast.do("safety.hand_over_ticket", data, by=by)
    return TicketTransfer.objects.get(pk=done.facts["transfer"])


def agree(cast: Cast, ticket: Ticket, to: str, *, by: str = "sun") -> Any:
    data = {"ticket": str(ticket.pk), "leader": cast.id(to)}
    return cast.do("safety.change_leader", data, by=by)


def handed_over(cast: Cast, ticket: Ticket, to: str, *, by: str = "liu") -> None:
    """Both leaders have signed; the issuer may agree."""
    stages.sign(cast, hand_over(cast, ticket, to, by=by), "takes_ticket", by=to)
