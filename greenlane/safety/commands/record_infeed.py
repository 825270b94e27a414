"""Somebody sees a way in for volts and says so at once. All work near it rests."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.rows import find
from greenlane.network.models import Device
from greenlane.places.models import Site
from greenlane.safety import infeeds
from greenlane.safety.models import Isolation
from greenlane.safety.models.isolation import InfeedKind


class RecordInfeed(CommandForm):
    site = Id(kind="site", label=_("Site"))
    kind = forms.ChoiceField(choices=InfeedKind.choices, label=_("Kind"))
    name = Text(max_length=160, label=_("What was seen, and where"))
    number = Text(max_length=60, label=_("Its number, if it bears one"), required=False)
    isolation = Id(kind="isolation", label=_("Section, if known"), required=False)
    device = Id(kind="device", label=_("Device, if known"), required=False)


@command(
    "safety.record_infeed",
    title=_("Record an infeed"),
    takes=RecordInfeed,
    needs="",
    kind=RESTRICT,
)
def record_infeed(form: RecordInfeed, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    # A wrong section or device never keeps the infeed out: the site alone is enough.
    isolation = Isolation.objects.filter(pk=given["isolation"]).first()
    device = Device.objects.filter(pk=given["device"]).first()
    site = find(Site, given["site"])
    found = infeeds.Found(
        site, given["kind"], given["name"], isolation, device, given["number"]
    )
    infeed = infeeds.record(found, by=by, at=at)
    return answer("infeed-recorded", infeed=infeed.pk)
