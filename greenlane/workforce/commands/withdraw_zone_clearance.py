"""Somebody may enter closed zones of this kind no more."""

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
from greenlane.workforce.facts_hours import ZoneClearanceWithdrawn
from greenlane.workforce.models import ZoneClearance


class WithdrawZoneClearance(CommandForm):
    clearance = Id(kind="zoneclearance", label=_("Clearance for a zone"))


@command(
    "workforce.withdraw_zone_clearance",
    title=_("Withdraw a clearance for a zone"),
    takes=WithdrawZoneClearance,
    needs="plan",
    kind=DESK,
    relies_on=("workforce.zone_clearance_withdrawn",),
)
def withdraw_zone_clearance(
    form: WithdrawZoneClearance, *, by: Actor, at: datetime
) -> Answer:
    found = rows.find(ZoneClearance, form.cleaned_data["clearance"])
    person, clearance = locks.take(found.person, found)
    if clearance.withdrawn_at:
        raise Refused("zone-clearance-withdrawn-already")
    clearance.withdrawn_at = at
    clearance.save(update_fields=["withdrawn_at"])
    say(
        ZoneClearanceWithdrawn(person.pk, clearance.pk, clearance.zone),
        subjects=(person,),
        unit=clearance.unit_id,
        ends=(clearance,),
    )
    return answer("zone-clearance-withdrawn", clearance=clearance.pk)
