"""What is on record about a device is mended: somebody has read its plate again."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.network.commands.add_device import HIGHEST, refuse_a_twin, upstream
from greenlane.network.facts import DeviceChanged
from greenlane.network.models import Device, DeviceKind
from greenlane.network.upstream import upstream_of
from greenlane.places.fields import latitude, longitude


class ChangeDevice(CommandForm):
    """What stays empty stays as it is."""

    device = Id(kind="device", label=_("Device"))
    name = Text(max_length=120, label=_("Name on the plate"), required=False)
    number = Text(max_length=60, label=_("Number on the plate"), required=False)
    kind = forms.ChoiceField(
        choices=[("", "—"), *DeviceKind.choices],
        label=_("Kind of device"),
        required=False,
    )
    volts = forms.IntegerField(
        label=_("Nominal volts"), min_value=12, max_value=HIGHEST, required=False
    )
    parent = Id(kind="device", label=_("Fed by"), required=False)
    longitude = longitude()
    latitude = latitude()


@command(
    "network.change_device",
    title=_("Change a device"),
    takes=ChangeDevice,
    needs="network",
    kind=DESK,
    relies_on=("network.device_changed",),
)
def change_device(form: ChangeDevice, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    given["parent"] = upstream(given["parent"])
    [device] = locks.take(rows.find(Device, given.pop("device")))
    fresh = {key: value for key, value in given.items() if value not in (None, "")}
    changed = [key for key, value in fresh.items() if getattr(device, key) != value]
    if not changed:
        raise Refused("device-as-recorded")
    for key in changed:
        setattr(device, key, fresh[key])
    refuse_a_twin(device)
    _refuse_a_circle(device)
    device.save(update_fields=changed)
    say(
        DeviceChanged(device.pk, device.kind, device.volts),
        subjects=(device,),
        unit=device.unit_id,
    )
    return answer("device-changed", device=device.pk)


def _refuse_a_circle(device: Device) -> None:
    """Upstream of a device there is another one, up to the source."""
    if device.pk in {each.pk for each in upstream_of(device)}:
        raise Refused("device-feeds-itself", field="parent")
