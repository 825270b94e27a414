"""The end of a ticket is reached: it is told once, so that every open page hears of it.

It moves nothing. The gates compare the time themselves, told or not.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.safety import ground
from greenlane.safety.facts_ticket import TicketExpired


class NoteExpiry(CommandForm):
    ticket = Id("ticket", label=_("Ticket"))


@command(
    "safety.note_expiry",
    title=_("Note the end of a ticket"),
    takes=NoteExpiry,
    needs="administer",  # the house itself tells it
    kind=DESK,
)
def note_expiry(form: NoteExpiry, *, by: Actor, at: datetime) -> Answer:
    """Refused ticket-over, ticket-not-expired; told already, it is not told again."""
    ticket, floor = ground.of_ticket(form.cleaned_data["ticket"])
    [ticket] = locks.take(ticket)
    if ticket.ended_at is not None or ticket.revoked_at is not None:
        raise Refused("ticket-over", ticket=ticket.number)
    if ticket.void_by_time(clock.now()) != "ticket-expired":
        raise Refused("ticket-not-expired", ticket=ticket.number)
    if ticket.end_told != ticket.valid_until:
        ticket.end_told = ticket.valid_until
        ticket.save(update_fields=["end_told"])
        say(
            TicketExpired(ticket.pk, ticket.leader_id),
            subjects=floor.subjects(ticket),
            unit=ticket.unit_id,
        )
    return answer("expiry-noted", ticket=ticket.pk)
