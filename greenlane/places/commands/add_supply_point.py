"""A supply point is added to a site, with the way it is fed now."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, current, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.places.facts import SupplyPointAdded
from greenlane.places.models import Site, Supply, SupplyPoint
from greenlane.places.supply import begin

# A point has one state; only a site of several points is partly supplied.
STATES = [choice for choice in Supply.choices if choice[0] != Supply.PARTIAL]


class AddSupplyPoint(CommandForm):
    site = Id(kind="site", label=_("Site"))
    name_zh = Text(max_length=120, label=_("Name in Chinese"))
    name_en = Text(max_length=120, label=_("Name in English"), required=False)
    area = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,23}$",
        label=_("Area"),
        required=False,
        help_text=_("The part of the plant it hangs on; lv where nothing is said."),
    )
    state = forms.ChoiceField(choices=STATES, label=_("How it is fed now"))


@command(
    "places.add_supply_point",
    title=_("Add a supply point"),
    takes=AddSupplyPoint,
    needs="intake",
    kind=DESK,
)
def add_supply_point(form: AddSupplyPoint, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [site] = locks.take(rows.find(Site, given["site"]))
    if SupplyPoint.objects.filter(site=site, name_zh=given["name_zh"]).exists():
        raise Refused("point-name-used")
    point = SupplyPoint.objects.create(
        unit_id=site.unit_id,
        site=site,
        name_zh=given["name_zh"],
        name_en=given["name_en"],
        area=given["area"] or "lv",
    )
    state = begin(point, given["state"], at, source=current().time_source)
    say(
        SupplyPointAdded(point.pk, site.pk, given["state"]),
        subjects=(point, site),
        unit=site.unit_id,
        stamps=(state,),
    )
    return answer("supply-point-added", point=point.pk)
