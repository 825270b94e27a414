"""A depot is known: crews, vehicles, generators and material start from it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.called import unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Unit
from greenlane.core.refusals import Refused
from greenlane.places.facts_depots import DepotAdded
from greenlane.places.fields import latitude, longitude
from greenlane.places.models import Depot


class AddDepot(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    name_zh = Text(max_length=120, label=_("Name in Chinese"))
    name_en = Text(max_length=120, label=_("Name in English"), required=False)
    address = Text(max_length=240, label=_("Address"), required=False)
    longitude = longitude()
    latitude = latitude()
    holds = Text(
        max_length=400,
        lines=True,
        label=_("What it holds"),
        required=False,
        help_text=_("Crews, vehicles, generators, material: in words."),
    )


@command(
    "places.add_depot",
    title=_("Add a depot"),
    takes=AddDepot,
    needs="administer",
    kind=DESK,
)
def add_depot(form: AddDepot, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    unit = unit_called(given.pop("unit"))
    refuse_a_twin(unit, given["name_zh"])
    made = Depot.objects.create(unit=unit, **given)
    say(DepotAdded(made.pk), subjects=(made,), unit=unit.pk)
    return answer("depot-added", depot=made.pk)


def refuse_a_twin(unit: Unit, name: str, *, but: Depot | None = None) -> None:
    """Raises Refused depot-name-used where another depot of the unit is called so."""
    others = Depot.objects.filter(unit=unit, name_zh=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refused("depot-name-used", field="name_zh")
