"""Equipment is in service again: the plan counts with it from now on."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.dispatch.facts_kit import EquipmentFound
from greenlane.dispatch.models import Outage


class FindEquipment(CommandForm):
    outage = Id(kind="outage", label=_("Equipment out of service"))


@command(
    "dispatch.find_equipment",
    title=_("Equipment is in service again"),
    takes=FindEquipment,
    needs="plan",
    kind=DESK,
    relies_on=("dispatch.equipment_found",),
)
def find_equipment(form: FindEquipment, *, by: Actor, at: datetime) -> Answer:
    [outage] = locks.take(find(Outage, form.cleaned_data["outage"]))
    if outage.found_at:
        raise Refused("equipment-found-already")
    outage.found_at = at
    outage.save(update_fields=["found_at"])
    say(
        EquipmentFound(outage.pk, outage.kind, outage.count),
        subjects=(),
        unit=outage.unit_id,
        ends=(outage,),
    )
    return answer("equipment-found", outage=outage.pk)
