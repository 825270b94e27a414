"""The unit has so many of a kind of equipment: the plan counts with that from now."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import home_unit
from greenlane.dispatch.facts_kit import EquipmentSet
from greenlane.dispatch.models import Equipment
from greenlane.work.kit import EQUIPMENT


class SetEquipment(CommandForm):
    equipment = forms.ChoiceField(choices=list(EQUIPMENT.items()), label=_("Equipment"))
    count = forms.IntegerField(min_value=0, max_value=999, label=_("How many"))


@command(
    "dispatch.set_equipment",
    title=_("Set the equipment to plan with"),
    takes=SetEquipment,
    needs="plan",
    kind=DESK,
)
def set_equipment(form: SetEquipment, *, by: Actor, at: datetime) -> Answer:
    kind, count = form.cleaned_data["equipment"], form.cleaned_data["count"]
    [unit] = locks.take(home_unit())
    standing = Equipment.objects.filter(
        unit=unit, kind=kind, replaced_at__isnull=True
    ).first()
    if standing is not None and standing.count == count:
        raise Refused("nothing-to-change")
    if standing is not None:
        standing.replaced_at = at
        standing.save(update_fields=["replaced_at"])
    row = Equipment.objects.create(unit=unit, kind=kind, count=count, set_at=at)
    say(
        EquipmentSet(kind, count),
        subjects=(),
        unit=unit.pk,
        stamps=(row,),
        ends=(standing,) if standing else (),
    )
    return answer("equipment-set", equipment=kind, count=count)
