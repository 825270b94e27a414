"""The steps of switching in are laid out: source, box, floor; restoring first."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_supply import StepsPlanned
from greenlane.connections.foreseen import must_be_foreseen
from greenlane.connections.models import EnergiseStep
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Rows, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import NotFound, Refused
from greenlane.core.rows import find
from greenlane.network.models import Device
from greenlane.network.upstream import upstream_of
from greenlane.places.models import Supply
from greenlane.safety.subjects import known_area, settled_order
from greenlane.work.models import Order
from greenlane.work.orders import must_be_open

ACTS = [
    ("restore_source", _("Restore the source")),
    ("energise", _("Energise")),
    ("transfer_supply", _("Transfer the supply")),
]
FED = [("", "—"), *(c for c in Supply.choices if c[0] not in {"unknown", "partial"})]


class StepRow(forms.Form):
    act = forms.ChoiceField(choices=ACTS, label=_("Act"))
    name = Text(max_length=160, label=_("What is closed (name and number)"))
    area = Text(max_length=24, label=_("Section"))
    device = Id("device", label=_("Device"), required=False)
    point = Id("supplypoint", label=_("Supply point that gets light"), required=False)
    gives_state = forms.ChoiceField(
        choices=FED, label=_("How it is fed then"), required=False
    )


class PlanSteps(CommandForm):
    order = Id("order", label=_("Order"))
    steps = Rows(StepRow, label=_("Steps, in order"))


@command(
    "connections.plan_steps",
    title=_("Lay out the steps"),
    takes=PlanSteps,
    needs="switch",
    kind=DESK,
    relies_on=("connections.",),
)
def plan_steps(form: PlanSteps, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    order = settled_order(given["order"])
    must_be_open(order)
    done = EnergiseStep.objects.filter(order=order, opened_at__isnull=True)
    done.filter(started_at__isnull=True).update(
        opened_at=at, opened_why="laid-out-anew"
    )
    first = max(done.values_list("place", flat=True), default=0) + 1
    rows = [_step(order, place, row) for place, row in enumerate(given["steps"], first)]
    _upstream_first(rows)
    EnergiseStep.objects.bulk_create(rows)
    say(
        StepsPlanned(order.pk, len(rows)),
        subjects=(order, *rows),
        unit=order.unit_id,
        stamps=tuple(rows),
    )
    return answer("steps-planned", steps=[str(row.pk) for row in rows])


def _step(order: Order, place: int, row: dict) -> EnergiseStep:
    device = find(Device, row["device"]) if row["device"] else None
    if row["point"] and not order.points.filter(pk=row["point"]).exists():
        raise NotFound("supplypoint", id=str(row["point"]))
    if bool(row["point"]) != bool(row["gives_state"]):
        raise Refused("point-without-state", place=place)
    must_be_foreseen(order, row["act"], known_area(order, row["area"]))
    if row["act"] == "transfer_supply" and not row["point"]:
        raise Refused("transfer-without-point", place=place)
    if row["point"] and row["act"] == "restore_source":
        raise Refused("restore-lights-no-point", place=place)
    return EnergiseStep(
        unit_id=order.unit_id, order=order, place=place, act=row["act"],
        name=row["name"], area=row["area"], device=device,
        point_id=row["point"], gives_state=row["gives_state"],
    )  # fmt: skip


def _upstream_first(rows: list[EnergiseStep]) -> None:
    """What feeds a device is closed before it, where both are named."""
    places = {row.device_id: row.place for row in rows if row.device_id}
    for row in rows:
        if row.device is None:
            continue
        for above in upstream_of(row.device):
            later = places.get(above.pk, 0)
            if later > row.place:
                raise Refused("upstream-comes-first", place=row.place, later=later)
