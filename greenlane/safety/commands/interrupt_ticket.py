"""Work under a ticket rests: people come out, and go in again only by a new permit."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.refusals import Refused
from greenlane.safety import ground
from greenlane.safety.facts_ticket import TicketInterrupted
from greenlane.safety.voiding import rest

CAUSES = [
    ("pause", _("A pause of the crew")),
    ("weather", _("The weather")),
    ("danger", _("A danger was seen")),
    ("leader-absent", _("The leader is absent")),
    ("night-rest", _("Night rest")),
    ("other", _("Something else")),
]


class InterruptTicket(CommandForm):
    ticket = Id(kind="ticket", label=_("Ticket"))
    cause = forms.ChoiceField(choices=CAUSES, label=_("Cause"))


@command(
    "safety.interrupt_ticket",
    title=_("Interrupt the work"),
    takes=InterruptTicket,
    needs="",
    kind=RESTRICT,
)
def interrupt_ticket(form: InterruptTicket, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    ticket, floor = ground.of_ticket(given["ticket"])
    [ticket] = locks.take(ticket)
    if ticket.permitted_at is None:
        raise Refused("not-permitted-yet", next_step="safety.refuse_permit")
    if ticket.ended_at is not None:
        raise Refused("ticket-over", ticket=ticket.number)
    if rest(ticket, cause=given["cause"], by=by):
        say(
            TicketInterrupted(ticket.pk, given["cause"]),
            subjects=floor.subjects(ticket),
            unit=ticket.unit_id,
            at=at,
        )
    return answer("ticket-interrupted", ticket=ticket.pk)
