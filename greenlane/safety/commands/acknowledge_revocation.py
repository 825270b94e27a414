"""Those who worked under it know that it is void, and are out; else G0 stays shut."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.refusals import FieldError, Malformed, Refused
from greenlane.core.rows import find
from greenlane.safety import ground
from greenlane.safety.facts_ticket import RevocationAcknowledged
from greenlane.safety.models import Ticket
from greenlane.work.models import Clearance, Stint
from greenlane.workforce.queries import person_of


class AcknowledgeRevocation(CommandForm):
    ticket = Id(kind="ticket", label=_("Ticket"), required=False)
    clearance = Id(kind="clearance", label=_("Clearance"), required=False)
    people_out = YesNo(label=_("Are all people out?"))


@command(
    "safety.acknowledge_revocation",
    title=_("Acknowledge a revocation"),
    takes=AcknowledgeRevocation,
    needs="field",
    kind=CLAIM,
    relies_on=("work.stint_started",),
)
def acknowledge_revocation(
    form: AcknowledgeRevocation, *, by: Actor, at: datetime
) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    if bool(given["ticket"]) is bool(given["clearance"]):
        raise Malformed([FieldError("ticket", "one-of-two")])
    if given["people_out"] != "yes":
        raise Refused("people-still-in", next_step="work.end_stint")
    what, floor, revoked = _revoked(given["ticket"], given["clearance"])
    if not revoked:
        raise Refused("not-revoked", next_step="look-again")
    _nobody_in(revoked)
    for row in revoked:
        row.acknowledged_at = max(at, row.revoked_at or at)
        row.save(update_fields=["acknowledged_at"])
    say(
        RevocationAcknowledged(what, person.pk),
        subjects=floor.subjects(*revoked),
        unit=floor.order.unit_id,
        at=at,
    )
    return answer("revocation-acknowledged", about=what)


def _revoked(
    ticket: UUID | None, clearance: UUID | None
) -> tuple[UUID, ground.Ground, list[Ticket | Clearance]]:
    """The rows that wait for somebody to say "we know", under lock."""
    wait = Q(revoked_at__isnull=False, acknowledged_at__isnull=True)
    if ticket is not None:
        row, floor = ground.of_ticket(ticket)
        keys = [row.pk, *row.breaks.values_list("pk", flat=True)]
        tickets = Ticket.objects.filter(wait, pk=row.pk)
        mine = Q(pk__in=keys) | Q(basis__evidence=row.pk)
        clearances = Clearance.objects.filter(wait & mine).distinct()
        return row.pk, floor, locks.take(*tickets, *clearances)
    found = find(Clearance, clearance)
    if found.order is None:
        raise Refused("not-revoked", next_step="look-again")
    floor = ground.of_order(found.order)
    return found.pk, floor, locks.take(*Clearance.objects.filter(wait, pk=found.pk))


def _nobody_in(revoked: list[Ticket | Clearance]) -> None:
    stints = Stint.objects.filter(
        clearance__in=[each.pk for each in revoked], ended_at__isnull=True
    )
    if stints.exists():
        raise Refused("people-still-in", next_step="work.end_stint")
