"""The permitter does not let the crew in; the ticket waits until it is put right."""

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
from greenlane.safety.facts_ticket import PermitRefused

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
    if ticket.permitted_at is not None:
        raise Refused("permitted-already", next_step="safety.revoke_ticket")
    say(
        PermitRefused(ticket.pk, given["reason"]),
        subjects=floor.subjects(ticket),
        unit=ticket.unit_id,
        at=at,
    )
    return answer("permit-refused", ticket=ticket.pk)
