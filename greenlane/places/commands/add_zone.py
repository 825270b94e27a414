"""An access zone is known: whether one goes in alone, and what one wears."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import home_unit
from greenlane.places.facts import ZoneAdded
from greenlane.places.models import Zone, ZoneKind


class AddZone(CommandForm):
    name = Text(max_length=120, label=_("Name"))
    kind = forms.ChoiceField(choices=ZoneKind.choices, label=_("Kind of zone"))
    escort = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))], label=_("Escort needed")
    )
    kit = Text(max_length=200, label=_("Protective kit"), required=False)


@command(
    "places.add_zone",
    title=_("Add an access zone"),
    takes=AddZone,
    needs="intake",
    kind=DESK,
)
def add_zone(form: AddZone, *, by: Actor, at: datetime) -> Answer:
    unit, given = home_unit(), form.cleaned_data
    if Zone.objects.filter(unit=unit, name=given["name"]).exists():
        raise Refused("zone-name-used")
    zone = Zone.objects.create(
        unit=unit,
        name=given["name"],
        kind=given["kind"],
        escort=given["escort"] == "yes",
        kit=given["kit"],
    )
    say(ZoneAdded(zone.pk), subjects=(zone,), unit=unit.pk)
    return answer("zone-added", zone=zone.pk)
