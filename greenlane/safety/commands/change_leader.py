"""Another person leads under the ticket: work rests until he is let in anew.

Both leaders have signed the handing over (`safety.hand_over_ticket`); the issuer agrees
here. Where the old leader cannot sign, everybody is out first.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say, stamp_later
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import walk
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.safety import ground
from greenlane.safety.facts_ticket import LeaderChanged, TicketInterrupted
from greenlane.safety.models import Ticket, TicketTransfer
from greenlane.safety.signing import sign
from greenlane.safety.stood import stood
from greenlane.safety.ticket_queries import heads_in
from greenlane.safety.transfers import absent, handed_to
from greenlane.safety.voiding import rest
from greenlane.workforce.models import Person
from greenlane.workforce.queries import certified, person_named, person_of


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
    ticket, issuer = walk(act, ticket, person_of(by))
    _may_agree(ticket, issuer, leader)
    handed = _agree(ticket, leader, issuer=issuer, by=by, at=at)
    before, ticket.leader, ticket.received_at = ticket.leader_id, leader, None
    ticket.save(update_fields=["leader", "received_at"])
    subjects = floor.subjects(ticket, handed)
    if rest(ticket, cause="leader-changed", by=by):
        fact = TicketInterrupted(ticket.pk, "leader-changed")
        say(fact, subjects=subjects, unit=ticket.unit_id)
    say(
        LeaderChanged(ticket.pk, before, leader.pk),
        subjects=subjects,
        unit=ticket.unit_id,
    )
    return answer("leader-changed", ticket=ticket.pk)


def _may_agree(ticket: Ticket, issuer: Person, leader: Person) -> None:
    """Certified at this moment; he never led or permitted it, nor stands for the other
    side.
    """
    before = stood(ticket)
    taken = before.leaders | before.permitters | before.theirs
    if issuer.pk in taken | {leader.pk, ticket.second_issuer_id}:
        raise Refused("issuer-is-on-the-ticket", next_step="ask-another-issuer")
    if not certified(issuer, "issuer", clock.now()):
        raise Refused("certificate-missing", person=str(issuer.pk), skill="issuer")
    if issuer.unfit_since is not None:
        raise Refused("person-unfit", person=str(issuer.pk))


def _agree(
    ticket: Ticket, leader: Person, *, issuer: Person, by: Actor, at: datetime
) -> TicketTransfer:
    """The issuer signs the handing over; without the old leader he writes it."""
    if absent(ticket):
        handed = TicketTransfer.objects.create(
            unit_id=ticket.unit_id, ticket=ticket, giver=ticket.leader, taker=leader,
            heads=heads_in(ticket), absent=True, at=at,
        )  # fmt: skip
        stamp_later(handed)
    else:
        found = handed_to(ticket, leader.pk)
        assert found is not None, "the gate has seen it"
        handed = found
    sign(handed, person=issuer, role="issuer", by=by, at=at)
    handed.agreed_by, handed.agreed_at = issuer, at
    handed.save(update_fields=["agreed_by", "agreed_at"])
    return handed
