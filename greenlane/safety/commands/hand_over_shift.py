"""The permits that are open are read out to the next shift; both will sign the list."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import home_unit
from greenlane.safety.facts_signing import ShiftHandedOver
from greenlane.safety.models import ShiftHandover
from greenlane.safety.shift_list import open_permits, text_of
from greenlane.workforce.queries import person_named, person_of


class HandOverShift(CommandForm):
    taker = Id(kind="person", label=_("Who takes over"))
    note = Text(max_length=400, lines=True, required=False, label=_("Note"))


@command(
    "safety.hand_over_shift",
    title=_("Hand the shift over"),
    takes=HandOverShift,
    needs="shift",
    kind=DESK,
    relies_on=("safety.ticket",),
)
def hand_over_shift(form: HandOverShift, *, by: Actor, at: datetime) -> Answer:
    given, unit, giver = form.cleaned_data, home_unit(), person_of(by)
    taker = person_named(given["taker"])
    if taker.pk == giver.pk:
        raise Refused("shift-to-oneself", next_step="name-the-taker")
    tickets = locks.take(*open_permits(unit.pk))
    text = text_of(tickets)
    # A list that was read out and not accepted is read out anew: its signatures fall.
    handover = ShiftHandover.objects.filter(unit=unit, accepted_at=None).first()
    handover = handover or ShiftHandover(unit=unit)
    handover.giver, handover.taker, handover.at = giver, taker, at
    handover.permits, handover.note = text, given["note"]
    handover.digest = hashlib.sha256(text.encode()).hexdigest()
    handover.save()
    say(
        ShiftHandedOver(handover.pk, giver.pk, taker.pk, len(tickets)),
        subjects=(handover, *tickets),
        unit=unit.pk,
        stamps=(handover,),
    )
    return answer("shift-read-out", handover=handover.pk, permits=len(tickets))
