"""The next shift signs for the open permits, exactly as they were read out."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety.facts_signing import ShiftAccepted
from greenlane.safety.models import ShiftHandover
from greenlane.safety.shift_list import open_permits, text_of
from greenlane.safety.signing import sign, signatures
from greenlane.workforce.queries import person_of


class AcceptShift(ReleaseForm):
    handover = Id(kind="shifthandover", label=_("Shift handover"))


@command(
    "safety.accept_shift",
    title=_("Accept the shift"),
    takes=AcceptShift,
    needs="shift",
    kind=RELEASE,
    relies_on=("safety.ticket",),
)
def accept_shift(form: AcceptShift, *, by: Actor, at: datetime) -> Answer:
    taker = person_of(by)
    named = find(ShiftHandover, form.cleaned_data["handover"])
    *tickets, handover = locks.take(*open_permits(named.unit_id), named)
    if handover.accepted_at is not None:
        raise Refused("shift-accepted-already")
    if handover.taker_id != taker.pk:
        raise Refused("shift-not-yours", next_step="safety.hand_over_shift")
    # Read anew under the lock: a permit given meanwhile was not read out.
    if text_of(open_permits(named.unit_id)) != handover.permits:
        raise Refused("permits-changed", next_step="safety.hand_over_shift")
    signers = {(s.person_id, s.role) for s in signatures(handover)}
    if (handover.giver_id, "giver") not in signers:
        raise Refused("giver-unsigned", next_step="safety.sign")
    sign(handover, person=taker, role="taker", by=by, at=at)
    handover.accepted_at = at
    handover.save(update_fields=["accepted_at"])
    say(
        ShiftAccepted(handover.pk, handover.giver_id, taker.pk, len(tickets)),
        subjects=(handover, *tickets),
        unit=handover.unit_id,
    )
    return answer("shift-accepted", handover=handover.pk, permits=len(tickets))
