"""A permitter agrees that a ticket ends later; the gates are walked as for a permit."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import walk
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety import ground, validity
from greenlane.safety.facts_paper import TicketExtended
from greenlane.safety.models import Ticket, TicketExtension
from greenlane.safety.signing import sign, signed
from greenlane.workforce.queries import person_of


class ExtendTicket(ReleaseForm):
    extension = Id(kind="ticketextension", label=_("Later end that was asked for"))


@command(
    "safety.extend_ticket",
    title=_("Extend a ticket"),
    takes=ExtendTicket,
    needs="permit",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def extend_ticket(form: ExtendTicket, *, by: Actor, at: datetime) -> Answer:
    permitter = person_of(by)
    asked = find(TicketExtension, form.cleaned_data["extension"])
    ticket, floor = ground.of_ticket(asked.ticket_id)
    act = floor.act("extend", ticket=ticket, people=(permitter.pk,))
    ticket, asked = walk(act, ticket, asked)
    _must_stand(ticket, asked)
    sign(asked, person=permitter, role="permitter", by=by, at=at)
    asked.agreed_by, asked.agreed_at = permitter, at
    asked.save(update_fields=["agreed_by", "agreed_at"])
    ticket.valid_until = asked.until
    ticket.save(update_fields=["valid_until"])
    say(
        TicketExtended(ticket.pk, asked.pk, ticket.leader_id, permitter.pk),
        subjects=floor.subjects(ticket, asked),
        unit=ticket.unit_id,
    )
    return answer("ticket-extended", ticket=ticket.pk)


def _must_stand(ticket: Ticket, asked: TicketExtension) -> None:
    """Asked by who leads now, of the end that stands now, and not agreed before."""
    step = "safety.ask_extension"
    leader = signed(asked, "leader")
    if asked.agreed_at or asked.before != ticket.valid_until:
        raise Refused("extension-overtaken", next_step=step, ticket=ticket.number)
    if leader is None or leader.person_id != ticket.leader_id:
        raise Refused("extension-unsigned", next_step=step, ticket=ticket.number)
    if asked.before is None:
        return
    if validity.extended(ticket) >= (most := validity.times(ticket)):
        raise Refused("extended-enough", ticket=ticket.number, times=most)
