"""Another access zone holds at a site from now on."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.places.facts import ZoneSet
from greenlane.places.models import Site, Zone


class SetZone(CommandForm):
    site = Id(kind="site", label=_("Site"))
    zone = Id(kind="zone", label=_("Access zone"))


@command(
    "places.set_zone",
    title=_("Set the access zone"),
    takes=SetZone,
    needs="intake",
    kind=DESK,
    relies_on=("places.zone_set",),
)
def set_zone(form: SetZone, *, by: Actor, at: datetime) -> Answer:
    zone = rows.find(Zone, form.cleaned_data["zone"])
    [site] = locks.take(rows.find(Site, form.cleaned_data["site"]))
    site.zone = zone
    site.save(update_fields=["zone"])
    say(ZoneSet(site.pk, zone.pk), subjects=(site, zone), unit=site.unit_id)
    return answer("zone-set", site=site.pk)
