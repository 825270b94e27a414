"""The leader hands his ticket to another one, and counts everybody under it."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import take
from greenlane.core.refusals import Refused
from greenlane.safety import ground
from greenlane.safety.facts_paper import TicketHandedOver
from greenlane.safety.models import TicketTransfer
from greenlane.safety.signing import sign
from greenlane.safety.ticket_queries import heads_in
from greenlane.workforce.queries import person_named, person_of


class HandOverTicket(ReleaseForm):
    ticket = Id(kind="ticket", label=_("Ticket"))
    taker = Id(kind="person", label=_("New leader"))
    heads = forms.IntegerField(
        min_value=1, max_value=999, label=_("Everybody who went in, yourself too")
    )


@command(
    "safety.hand_over_ticket",
    title=_("Hand a ticket to another leader"),
    takes=HandOverTicket,
    needs="lead",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def hand_over_ticket(form: HandOverTicket, *, by: Actor, at: datetime) -> Answer:
    """Nothing changes yet: the new leader signs it, and the issuer agrees."""
    given, giver = form.cleaned_data, person_of(by)
    taker = person_named(given["taker"])
    ticket, floor = ground.of_ticket(given["ticket"])
    [ticket] = take(ticket)
    if ticket.leader_id != giver.pk:
        raise Refused("not-your-ticket", number=ticket.number)
    if ticket.ended_at:
        raise Refused("ticket-over", ticket=ticket.number)
    if taker.pk == giver.pk:
        raise Refused("leads-this-ticket", number=ticket.number)
    if given["heads"] != (inside := heads_in(ticket)):
        raise Refused(
            "heads-differ", field="heads", next_step="count-again", went_in=inside,
            came_out=given["heads"],
        )  # fmt: skip
    handed = TicketTransfer.objects.create(
        unit_id=ticket.unit_id, ticket=ticket, giver=giver, taker=taker,
        heads=given["heads"], at=at,
    )  # fmt: skip
    sign(handed, person=giver, role="hands_ticket", by=by, at=at)
    say(
        TicketHandedOver(ticket.pk, handed.pk, giver.pk, taker.pk, handed.heads),
        subjects=floor.subjects(ticket, handed),
        unit=ticket.unit_id,
        stamps=(handed,),
    )
    return answer("ticket-handed-over", transfer=handed.pk, ticket=ticket.pk)
