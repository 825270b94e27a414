"""A ticket is taken back for good: it cannot be resumed, and people come out."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.refusals import Refused
from greenlane.safety import ground
from greenlane.safety.voiding import void


class RevokeTicket(CommandForm):
    ticket = Id(kind="ticket", label=_("Ticket"))
    why = Text(max_length=240, lines=True, label=_("Why"))


@command(
    "safety.revoke_ticket",
    title=_("Revoke the ticket"),
    takes=RevokeTicket,
    needs="",
    kind=RESTRICT,
)
def revoke_ticket(form: RevokeTicket, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    ticket, floor = ground.of_ticket(given["ticket"])
    [ticket] = locks.take(ticket)
    if ticket.ended_at is not None:
        raise Refused("ticket-over", ticket=ticket.number)
    if ticket.revoked_at is None:
        void(ticket, floor, cause="revoked", at=at, why=given["why"])
    return answer("ticket-revoked", ticket=ticket.pk)
