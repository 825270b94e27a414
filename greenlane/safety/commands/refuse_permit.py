"""The permitter does not let the crew in; the ticket waits until it is put right.

A refusal that arrives after the permit was given interrupts it: the most restrictive
word wins, in whatever order the two arrive.
"""

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
from greenlane.safety import ground
from greenlane.safety.facts_ticket import PermitRefused, TicketInterrupted
from greenlane.safety.voiding import rest

REASONS = [
    ("measures", _("The measures are not as written")),
    ("scope", _("The work differs from the ticket")),
    ("people", _("The people are not as written")),
    ("weather", _("The weather")),
    ("other", _("Something else")),
]


class RefusePermit(CommandForm):
    ticket = Id(kind="ticket", label=_("Ticket"))
    reason = forms.ChoiceField(choices=REASONS, label=_("Reason"))


@command(
    "safety.refuse_permit",
    title=_("Refuse the permit"),
    takes=RefusePermit,
    needs="",
    kind=RESTRICT,
)
def refuse_permit(form: RefusePermit, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    ticket, floor = ground.of_ticket(given["ticket"])
    [ticket] = locks.take(ticket)
    subjects = floor.subjects(ticket)
    if rest(ticket, cause="permit-refused", by=by):
        fact = TicketInterrupted(ticket.pk, "permit-refused")
        say(fact, subjects=subjects, unit=ticket.unit_id, at=at)
    say(
        PermitRefused(ticket.pk, given["reason"]),
        subjects=subjects,
        unit=ticket.unit_id,
        at=at,
    )
    return answer("permit-refused", ticket=ticket.pk)
