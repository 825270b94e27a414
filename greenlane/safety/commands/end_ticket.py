"""The ticket ends: people, earths, tags and tools are back, counted, and received.

The permitter signs the ticket as it stands now, on site or on his own device after
read-back. No gate keeps anybody in; what is missing is said.
"""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, YesNo
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.safety import ground
from greenlane.safety.commands.permit import CHANNELS
from greenlane.safety.counting import Count, must_be_back
from greenlane.safety.facts_ticket import TicketEnded
from greenlane.safety.models import Signature, Ticket
from greenlane.workforce.queries import person_of


class EndTicket(ReleaseForm):
    ticket = Id(kind="ticket", label=_("Ticket"))
    heads_out = forms.IntegerField(
        min_value=0, max_value=999, label=_("People counted out")
    )
    earths_out = forms.IntegerField(
        min_value=0, max_value=999, label=_("Earth sets counted off")
    )
    tags_off = YesNo(label=_("Tags off?"))
    tools_out = YesNo(label=_("Tools out?"))
    channel = forms.ChoiceField(choices=CHANNELS, label=_("Received back"))


@command(
    "safety.end_ticket",
    title=_("End the ticket"),
    takes=EndTicket,
    needs="lead",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def end_ticket(form: EndTicket, *, by: Actor, at: datetime) -> Answer:
    given, leader = form.cleaned_data, person_of(by)
    ticket, floor = ground.of_ticket(given["ticket"])
    [ticket] = locks.take(ticket)
    if ticket.leader_id != leader.pk:
        raise Refused("not-your-ticket", number=ticket.number)
    if ticket.permitted_at is None or ticket.ended_at is not None:
        raise Refused("ticket-not-running", number=ticket.number)
    count = Count(
        given["heads_out"],
        given["earths_out"],
        given["tags_off"] == "yes",
        given["tools_out"] == "yes",
    )
    received = must_be_back(ticket, count)
    _close(ticket, count, received, at)
    fact = TicketEnded(
        ticket.pk, leader.pk, received.person_id, count.heads_out, count.earths_out,
        given["channel"],
    )  # fmt: skip
    say(fact, subjects=floor.subjects(ticket), unit=ticket.unit_id)
    return answer("ticket-ended", ticket=ticket.pk)


def _close(ticket: Ticket, count: Count, received: Signature, at: datetime) -> None:
    """In equals out: the rows were counted when the leader's numbers were judged."""
    ticket.ended_at, ticket.permitter_id = at, received.person_id
    ticket.heads_in = ticket.heads_out = count.heads_out
    ticket.earths_in = ticket.earths_out = count.earths_out
    ticket.tags_off = ticket.tools_out = True
    ticket.save()
