"""A site is added: a place with an address that power may be wanted at."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import home_unit
from greenlane.places.facts import SiteAdded
from greenlane.places.fields import latitude, longitude
from greenlane.places.models import Site


class AddSite(CommandForm):
    code = Text(max_length=40, label=_("Code"))
    name_zh = Text(max_length=160, label=_("Name in Chinese"))
    name_en = Text(max_length=160, label=_("Name in English"), required=False)
    address = Text(max_length=240, label=_("Address"), required=False)
    muster_point = Text(max_length=240, label=_("Muster point"), required=False)
    longitude = longitude()
    latitude = latitude()


@command(
    "places.add_site", title=_("Add a site"), takes=AddSite, needs="intake", kind=DESK
)
def add_site(form: AddSite, *, by: Actor, at: datetime) -> Answer:
    unit, given = home_unit(), form.cleaned_data
    if Site.objects.filter(unit=unit, code=given["code"]).exists():
        raise Refused("site-code-used", code_used=given["code"])
    site = Site.objects.create(unit=unit, **given)
    say(SiteAdded(site.pk), subjects=(site,), unit=unit.pk)
    return answer("site-added", site=site.pk)
