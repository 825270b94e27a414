"""After an interruption the measures are checked anew, and the crew is let in anew."""

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
from greenlane.safety import ground
from greenlane.safety.facts_ticket import TicketResumed
from greenlane.safety.models import Ticket, TicketBreak
from greenlane.safety.signing import sign
from greenlane.safety.ticket_queries import earths_counted
from greenlane.work.clearances import clear
from greenlane.work.stints import must_not_be_held
from greenlane.workforce.queries import person_of


class ResumeTicket(ReleaseForm):
    ticket = Id(kind="ticket", label=_("Ticket"))


@command(
    "safety.resume_ticket",
    title=_("Permit the work anew"),
    takes=ResumeTicket,
    needs="permit",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def resume_ticket(form: ResumeTicket, *, by: Actor, at: datetime) -> Answer:
    permitter = person_of(by)
    ticket, floor = ground.of_ticket(form.cleaned_data["ticket"])
    rest = _open_break(ticket)
    act = floor.act("resume", ticket=ticket, people=(permitter.pk,))
    [ticket, rest] = walk(act, ticket, rest)
    must_not_be_held(floor.order)
    sign(ticket, person=permitter, role="permitter", by=by, at=at)
    clearance = clear(rest.pk, act, order=floor.order, given_by=permitter, at=at)
    rest.resumed_at = at
    rest.save(update_fields=["resumed_at"])
    ticket.permitter, ticket.earths_in = permitter, len(earths_counted(ticket))
    ticket.save(update_fields=["permitter", "earths_in"])
    say(
        TicketResumed(ticket.pk, permitter.pk, ticket.earths_in),
        subjects=floor.subjects(ticket, clearance, rest),
        unit=ticket.unit_id,
        stamps=(clearance,),
    )
    return answer("ticket-resumed", ticket=ticket.pk)


def _open_break(ticket: Ticket) -> TicketBreak:
    found = TicketBreak.objects.filter(ticket=ticket, resumed_at__isnull=True).first()
    if ticket.permitted_at is None or found is None:
        raise Refused("not-interrupted", next_step="look-again")
    return found
