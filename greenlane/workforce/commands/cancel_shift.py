"""A shift is not worked, or not to its end. It stays on record as called off."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_hours import ShiftCancelled
from greenlane.workforce.models import Shift


class CancelShift(CommandForm):
    shift = Id(kind="shift", label=_("Shift"))


@command(
    "workforce.cancel_shift",
    title=_("Call off a shift"),
    takes=CancelShift,
    needs="plan",
    kind=DESK,
    relies_on=("workforce.shift_cancelled",),
)
def cancel_shift(form: CancelShift, *, by: Actor, at: datetime) -> Answer:
    [shift] = locks.take(rows.find(Shift, form.cleaned_data["shift"]))
    if shift.cancelled_at:
        raise Refused("shift-cancelled-already")
    if shift.ends_at <= at:
        raise Refused("shift-over-already")
    shift.cancelled_at = at
    shift.save(update_fields=["cancelled_at"])
    kind = "team" if shift.team_id else "person"
    who = shift.team_id or shift.person_id
    say(
        ShiftCancelled(who, shift.pk),
        subjects=((kind, who),),
        unit=shift.unit_id,
        ends=(shift,),
    )
    return answer("shift-cancelled", shift=shift.pk)
