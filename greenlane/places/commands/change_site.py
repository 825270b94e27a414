"""What is on record about a site is mended: name, address, muster point, position."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.places.facts_import import SiteChanged
from greenlane.places.fields import latitude, longitude
from greenlane.places.models import Site


class ChangeSite(CommandForm):
    """What stays empty stays as it is. The code stays: papers and tables name it."""

    site = Id(kind="site", label=_("Site"))
    name_zh = Text(max_length=160, label=_("Name in Chinese"), required=False)
    name_en = Text(max_length=160, label=_("Name in English"), required=False)
    address = Text(max_length=240, label=_("Address"), required=False)
    muster_point = Text(max_length=240, label=_("Muster point"), required=False)
    longitude = longitude()
    latitude = latitude()


@command(
    "places.change_site",
    title=_("Change a site"),
    takes=ChangeSite,
    needs="intake",
    kind=DESK,
    relies_on=("places.site_changed",),
)
def change_site(form: ChangeSite, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [site] = locks.take(rows.find(Site, given.pop("site")))
    site.save(update_fields=rows.mend(site, given))
    say(SiteChanged(site.pk), subjects=(site,), unit=site.unit_id)
    return answer("site-changed", site=site.pk)
