"""The leader asks that his ticket ends later; before its end, and signed by himself."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Instant, Text
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.safety import ground, validity
from greenlane.safety.facts_paper import ExtensionAsked
from greenlane.safety.models import Ticket, TicketExtension
from greenlane.safety.signing import sign
from greenlane.workforce.queries import person_of


class AskExtension(ReleaseForm):
    ticket = Id(kind="ticket", label=_("Ticket"))
    until = Instant(label=_("Valid until"))
    why = Text(max_length=240, lines=True, label=_("Why"))


@command(
    "safety.ask_extension",
    title=_("Ask for a later end"),
    takes=AskExtension,
    needs="lead",
    kind=RELEASE,
    relies_on=("safety.ticket", "safety.leader_changed"),
)
def ask_extension(form: AskExtension, *, by: Actor, at: datetime) -> Answer:
    given, leader = form.cleaned_data, person_of(by)
    ticket, floor = ground.of_ticket(given["ticket"])
    [ticket] = locks.take(ticket)
    if ticket.leader_id != leader.pk:
        raise Refused("not-your-ticket", number=ticket.number)
    if ticket.revoked_at or ticket.ended_at:
        raise Refused("ticket-over", ticket=ticket.number)
    _may_end(ticket, given["until"], now=clock.now())
    asked = TicketExtension.objects.create(
        unit_id=ticket.unit_id, ticket=ticket, before=ticket.valid_until,
        until=given["until"], why=given["why"], asked_by=leader, asked_at=at,
    )  # fmt: skip
    sign(asked, person=leader, role="leader", by=by, at=at)
    say(
        ExtensionAsked(ticket.pk, asked.pk, leader.pk),
        subjects=floor.subjects(ticket, asked),
        unit=ticket.unit_id,
        stamps=(asked,),
    )
    return answer("extension-asked", extension=asked.pk, ticket=ticket.pk)


def _may_end(ticket: Ticket, until: datetime, *, now: datetime) -> None:
    """Raises Refused: expired, extended as often as allowed, not later, too late."""
    if ticket.valid_until is not None:
        if why := ticket.void_by_time(now):
            raise Refused(why, next_step="safety.end_ticket", ticket=ticket.number)
        if validity.extended(ticket) >= (most := validity.times(ticket)):
            raise Refused("extended-enough", ticket=ticket.number, times=most)
    begins = ticket.valid_until or now
    longest = validity.most_longer(ticket)
    if until <= begins:
        raise Refused("end-not-later", field="until")
    if until > begins + longest:
        raise Refused("end-too-late", field="until", hours=validity.in_hours(longest))
