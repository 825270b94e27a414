"""Another person leads under the ticket: work rests until he is let in anew."""

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
from greenlane.safety.facts_ticket import LeaderChanged, TicketInterrupted
from greenlane.safety.voiding import rest
from greenlane.workforce.queries import person_named


class ChangeLeader(ReleaseForm):
    ticket = Id(kind="ticket", label=_("Ticket"))
    leader = Id(kind="person", label=_("New leader"))


@command(
    "safety.change_leader",
    title=_("Change the leader"),
    takes=ChangeLeader,
    needs="issue",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def change_leader(form: ChangeLeader, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    leader = person_named(given["leader"])
    ticket, floor = ground.of_ticket(given["ticket"])
    if ticket.leader_id == leader.pk:
        raise Refused("leads-this-ticket", number=ticket.number)
    act = floor.act("change_leader", ticket=ticket, people=(leader.pk,))
    [ticket] = walk(act, ticket)
    before, ticket.leader, ticket.received_at = ticket.leader_id, leader, None
    ticket.save(update_fields=["leader", "received_at"])
    subjects = floor.subjects(ticket)
    if rest(ticket, cause="leader-changed", by=by):
        fact = TicketInterrupted(ticket.pk, "leader-changed")
        say(fact, subjects=subjects, unit=ticket.unit_id)
    say(
        LeaderChanged(ticket.pk, before, leader.pk),
        subjects=subjects,
        unit=ticket.unit_id,
    )
    return answer("leader-changed", ticket=ticket.pk)
