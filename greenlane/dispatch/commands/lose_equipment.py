"""Equipment is out of service, from now or from then: the plan goes without it."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Instant
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import home_unit
from greenlane.dispatch.facts_kit import EquipmentLost
from greenlane.dispatch.models import Equipment, Outage
from greenlane.work.kit import EQUIPMENT


class LoseEquipment(CommandForm):
    equipment = forms.ChoiceField(choices=list(EQUIPMENT.items()), label=_("Equipment"))
    count = forms.IntegerField(
        min_value=1, max_value=999, initial=1, label=_("How many")
    )
    starts_at = Instant(label=_("From; empty: from now"), required=False)
    back_at = Instant(
        label=_("Expected back"), required=False, help_text=_("Empty: nobody knows.")
    )


@command(
    "dispatch.lose_equipment",
    title=_("Equipment goes out of service"),
    takes=LoseEquipment,
    needs="plan",
    kind=DESK,
)
def lose_equipment(form: LoseEquipment, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    unit, starts = home_unit(), given["starts_at"] or at
    kind, count = given["equipment"], given["count"]
    counted = Equipment.objects.filter(unit=unit, kind=kind, replaced_at__isnull=True)
    if not counted.exists():
        raise Refused(
            "equipment-not-counted",
            next_step="dispatch.set_equipment",
            equipment=kind,
        )
    if given["back_at"] and given["back_at"] <= max(starts, at):
        raise Refused("back-before-it-went", field="back_at")
    row = Outage.objects.create(
        unit=unit, kind=kind, count=count, starts_at=starts, back_at=given["back_at"]
    )
    say(EquipmentLost(row.pk, kind, count), subjects=(), unit=unit.pk, stamps=(row,))
    return answer("equipment-lost", outage=row.pk)
