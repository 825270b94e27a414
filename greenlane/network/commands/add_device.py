"""A device is known by its dual name. It is read off the plate, never off a map pin."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.called import unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import NotFound, Refused
from greenlane.network.facts import DeviceAdded
from greenlane.network.models import Device, DeviceKind
from greenlane.places.fields import latitude, longitude

HIGHEST = 1_100_000  # volts; no line of ours carries more


class AddDevice(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    name = Text(max_length=120, label=_("Name on the plate"))
    number = Text(max_length=60, label=_("Number on the plate"))
    kind = forms.ChoiceField(choices=DeviceKind.choices, label=_("Kind of device"))
    volts = forms.IntegerField(
        label=_("Nominal volts"), min_value=12, max_value=HIGHEST
    )
    parent = Id(kind="device", label=_("Fed by"), required=False)
    longitude = longitude()
    latitude = latitude()


@command(
    "network.add_device",
    title=_("Add a device"),
    takes=AddDevice,
    needs="network",
    kind=DESK,
)
def add_device(form: AddDevice, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    unit = unit_called(given.pop("unit"))
    given["parent"] = upstream(given["parent"])
    refuse_a_twin(Device(unit=unit, **given))
    device = Device.objects.create(unit=unit, **given)
    say(
        DeviceAdded(device.pk, device.kind, device.volts),
        subjects=(device,),
        unit=unit.pk,
    )
    return answer("device-added", device=device.pk)


def upstream(key: UUID | None) -> Device | None:
    """What feeds it, of whatever unit: a line does not end at a border."""
    if key is None:
        return None
    found = Device.objects.filter(pk=key).first()
    if found is None:
        raise NotFound("device", id=str(key))
    return found


def refuse_a_twin(device: Device) -> None:
    """A dual name stands for one device of a unit."""
    twins = Device.objects.filter(
        unit=device.unit_id, name=device.name, number=device.number
    )
    if twins.exclude(pk=device.pk).exists():
        raise Refused("dual-name-used", field="number", number=device.number)
