"""A ticket rests or becomes void. Nothing here is ever refused; people come out."""

from __future__ import annotations

from datetime import datetime

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import say, stamp_later
from greenlane.safety.facts_ticket import TicketRevoked
from greenlane.safety.ground import Ground
from greenlane.safety.models import Ticket, TicketBreak
from greenlane.work.clearances import resting_on
from greenlane.work.models import Clearance


def rest(ticket: Ticket, *, cause: str, by: Actor) -> bool:
    """Interrupt a permitted ticket; False when it rested already.

    The break bears the time of recording: evidence made before it counts no more,
    whatever the clock of the device said.
    """
    if ticket.permitted_at is None or ticket.ended_at is not None:
        return False
    if TicketBreak.objects.filter(ticket=ticket, resumed_at__isnull=True).exists():
        return False
    made = TicketBreak.objects.create(
        unit_id=ticket.unit_id,
        ticket=ticket,
        cause=cause,
        at=clock.now(),
        by=by.account,
    )
    stamp_later(made)
    return True


def void(
    ticket: Ticket, floor: Ground, *, cause: str, at: datetime, why: str = ""
) -> None:
    """Revoke it for good. The caller holds the ticket and the parents that gates read.

    Where nobody was let in, nobody has to come out: it is over at once.
    """
    ticket.revoked_at, ticket.revoked_why = at, why or cause
    if ticket.permitted_at is None:
        ticket.acknowledged_at = ticket.ended_at = at
    ticket.save(
        update_fields=["revoked_at", "revoked_why", "acknowledged_at", "ended_at"]
    )
    resting = locks.take(*_clearances(ticket))
    for clearance in resting:
        clearance.revoked_at, clearance.revoked_why = (
            at,
            f"ticket-revoked {cause}"[:120],
        )
        clearance.save(update_fields=["revoked_at", "revoked_why"])
    say(
        TicketRevoked(ticket.pk, cause),
        subjects=floor.subjects(ticket, *resting),
        unit=ticket.unit_id,
        at=at,
    )


def _clearances(ticket: Ticket) -> list[Clearance]:
    """Its own permits, and the stints that were let in under it."""
    own = [ticket.pk, *ticket.breaks.values_list("pk", flat=True)]
    permits = Clearance.objects.filter(pk__in=own, revoked_at__isnull=True)
    return [*permits, *resting_on(ticket.pk)]
