"""A section that is to be made dead is named; its infeeds are recorded one by one."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.locks import Lock
from greenlane.core.rows import find
from greenlane.network.models import Device
from greenlane.safety import ground
from greenlane.safety.closure import behind, closure
from greenlane.safety.facts_isolation import IsolationAdded
from greenlane.safety.models import Isolation
from greenlane.work.models import Order


class AddIsolation(CommandForm):
    order = Id(kind="order", label=_("Order"))
    source = Id(kind="device", label=_("Device that feeds it"))
    name = Text(max_length=120, label=_("Section"))
    area = Text(max_length=24, label=_("Area of the playbook"), initial="src")


@command(
    "safety.add_isolation",
    title=_("Name a section to isolate"),
    takes=AddIsolation,
    needs="isolation",
    kind=DESK,
    relies_on=("safety.isolation_added",),
)
def add_isolation(form: AddIsolation, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    order = find(Order, given["order"])
    source = ground.device_named(given["source"])
    ground.of_order(order, Lock(Device, source.pk))
    isolation = Isolation.objects.create(
        unit_id=order.unit_id, order=order, site_id=order.site_id, source=source,
        name=given["name"], area=given["area"],
    )  # fmt: skip
    say(
        IsolationAdded(isolation.pk, source.pk),
        # The closure has grown by what hangs on the same source.
        subjects=(*behind(order, closure(order)), isolation, source),
        unit=order.unit_id,
    )
    return answer("isolation-added", isolation=isolation.pk)
