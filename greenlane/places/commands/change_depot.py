"""What is on record about a depot changes: name, place, what it holds."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.places.commands.add_depot import refuse_a_twin
from greenlane.places.facts_depots import DepotChanged
from greenlane.places.fields import latitude, longitude
from greenlane.places.models import Depot


class ChangeDepot(CommandForm):
    """What stays empty stays as it is."""

    depot = Id(kind="depot", label=_("Depot"))
    name_zh = Text(max_length=120, label=_("Name in Chinese"), required=False)
    name_en = Text(max_length=120, label=_("Name in English"), required=False)
    address = Text(max_length=240, label=_("Address"), required=False)
    longitude = longitude()
    latitude = latitude()
    holds = Text(max_length=400, lines=True, label=_("What it holds"), required=False)


@command(
    "places.change_depot",
    title=_("Change a depot"),
    takes=ChangeDepot,
    needs="administer",
    kind=DESK,
    relies_on=("places.depot_changed",),
)
def change_depot(form: ChangeDepot, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [depot] = locks.take(rows.find(Depot, given.pop("depot")))
    if depot.closed_at:
        raise Refused("depot-closed-already")
    if given["name_zh"]:
        refuse_a_twin(depot.unit, given["name_zh"], but=depot)
    depot.save(update_fields=rows.mend(depot, given))
    say(DepotChanged(depot.pk), subjects=(depot,), unit=depot.unit_id)
    return answer("depot-changed", depot=depot.pk)
