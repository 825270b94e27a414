"""The permitter lets the crew in: both have walked the measures and signed them."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import walk
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.safety import ground
from greenlane.safety.facts_ticket import TicketPermitted
from greenlane.safety.models import ShiftHandover, Ticket
from greenlane.safety.signing import sign
from greenlane.safety.ticket_queries import earths_counted, heads_in
from greenlane.work.clearances import clear
from greenlane.work.stints import must_not_be_held
from greenlane.workforce.models import Person
from greenlane.workforce.queries import person_of

CHANNELS = [("site", _("On site")), ("read_back", _("By read-back"))]


class Permit(ReleaseForm):
    ticket = Id(kind="ticket", label=_("Ticket"))
    channel = forms.ChoiceField(choices=CHANNELS, label=_("Given"))


@command(
    "safety.permit",
    title=_("Permit the work"),
    takes=Permit,
    needs="permit",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def permit(form: Permit, *, by: Actor, at: datetime) -> Answer:
    given, permitter = form.cleaned_data, person_of(by)
    ticket, floor = ground.of_ticket(given["ticket"])
    act = floor.act("permit", ticket=ticket, people=(permitter.pk,))
    [ticket] = walk(act, ticket)
    must_not_be_held(floor.order)
    if ticket.permitted_at is not None:
        raise Refused("permitted-already", next_step="safety.resume_ticket")
    # Whoever accepts a shift reads the open permits under this row.
    locks.take(*ShiftHandover.objects.filter(unit=ticket.unit_id, accepted_at=None))
    sign(ticket, person=permitter, role="permitter", by=by, at=at)
    clearance = clear(ticket.pk, act, order=floor.order, given_by=permitter, at=at)
    _let_in(ticket, permitter, given["channel"], at)
    fact = TicketPermitted(
        ticket.pk, permitter.pk, ticket.leader_id, ticket.heads_in or 0,
        ticket.earths_in or 0, ticket.permit_channel,
    )  # fmt: skip
    say(
        fact,
        subjects=floor.subjects(ticket, clearance),
        unit=ticket.unit_id,
        stamps=(clearance,),
    )
    return answer("ticket-permitted", ticket=ticket.pk, earths=ticket.earths_in)


def _let_in(ticket: Ticket, permitter: Person, channel: str, at: datetime) -> None:
    """Heads and earths are counted from their rows, as they stand at this moment."""
    ticket.permitter, ticket.permitted_at = permitter, at
    ticket.permit_channel = channel
    ticket.heads_in, ticket.earths_in = heads_in(ticket), len(earths_counted(ticket))
    ticket.save(
        update_fields=[
            "permitter",
            "permitted_at",
            "permit_channel",
            "heads_in",
            "earths_in",
        ]
    )
