"""The leader takes his ticket: he has read it. He signs when the measures stand."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.refusals import Refused
from greenlane.safety import both_sides, ground
from greenlane.safety.facts_ticket import TicketReceived
from greenlane.workforce.queries import person_of


class ReceiveTicket(CommandForm):
    ticket = Id(kind="ticket", label=_("Ticket"))


@command(
    "safety.receive_ticket",
    title=_("Receive a ticket"),
    takes=ReceiveTicket,
    needs="lead",
    kind=CLAIM,
    relies_on=("safety.ticket_revoked", "safety.leader_changed"),
)
def receive_ticket(form: ReceiveTicket, *, by: Actor, at: datetime) -> Answer:
    person = person_of(by)
    ticket, floor = ground.of_ticket(form.cleaned_data["ticket"])
    [ticket] = locks.take(ticket)
    if ticket.leader_id != person.pk:
        raise Refused("not-your-ticket", number=ticket.number)
    if ticket.revoked_at or ticket.ended_at:
        raise Refused("ticket-over", ticket=ticket.number)
    if ticket.received_at is not None:
        raise Refused("ticket-received-already", number=ticket.number)
    if both_sides.unsigned(ticket, "second_issuer"):
        who = str(ticket.second_issuer_id)
        raise Refused(
            "second-issuer-unsigned", next_step="safety.sign",
            ticket=ticket.number, person=who,
        )  # fmt: skip
    ticket.received_at = max(at, ticket.issued_at)
    ticket.save(update_fields=["received_at"])
    say(
        TicketReceived(ticket.pk, person.pk),
        subjects=floor.subjects(ticket),
        unit=ticket.unit_id,
    )
    return answer("ticket-received", ticket=ticket.pk)
