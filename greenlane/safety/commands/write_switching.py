"""What is to be switched is written down, step by step, before anybody goes there.

A step that is an act of its own (isolate, earth, energise, …) names what it is done on;
that act's verb alone carries it out, with all its gates. The others are done by hand;
none of them closes anything.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Rows, Text
from greenlane.core.forms import CommandForm
from greenlane.core.ids import uuid7
from greenlane.core.kinds import DESK
from greenlane.core.locks import Lock
from greenlane.core.models import Head, Unit
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety import ground
from greenlane.safety.acts import STEPS, VERBS
from greenlane.safety.closure import behind
from greenlane.safety.facts_switching import SwitchingWritten
from greenlane.safety.models import (
    EarthSet,
    Infeed,
    Isolation,
    Point,
    SwitchingOrder,
    SwitchingStep,
)
from greenlane.work.models import Order
from greenlane.work.orders import must_be_open
from greenlane.workforce.queries import person_of

# What an act is done on; the steps of switching in belong to another room.
ROWS: dict[str, type[Model]] = {
    "isolate": Infeed,
    "prove_dead": Isolation,
    "place_earth": Isolation,
    "remove_earth": EarthSet,
    "unlock_point": Point,
}


class SwitchingRow(forms.Form):
    act = forms.ChoiceField(choices=list(STEPS.items()), label=_("Act"))
    target = forms.UUIDField(
        required=False, label=_("Infeed, section, earth set, lock or step it is for")
    )
    device = Id("device", required=False, label=_("Device (name and number)"))
    action = Text(max_length=200, label=_("What is done"))
    expected = Text(max_length=200, label=_("State expected afterwards"))


class WriteSwitching(CommandForm):
    order = Id("order", label=_("Order"))
    purpose = Text(max_length=400, label=_("What the switching is for"))
    steps = Rows(SwitchingRow, label=_("Numbered steps"))


@command(
    "safety.write_switching",
    title=_("Write a switching order"),
    takes=WriteSwitching,
    needs="switch",
    kind=DESK,
    relies_on=("safety.switching_written",),
)
def write_switching(form: WriteSwitching, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    order = find(Order, given["order"])
    floor = ground.of_order(order)
    must_be_open(order)
    row = SwitchingOrder(
        unit_id=order.unit_id, order=order, number=_number(order),
        purpose=given["purpose"], written_by=person, written_at=at,
    )  # fmt: skip
    steps = [_step(row, place, each) for place, each in enumerate(given["steps"], 1)]
    row.save(force_insert=True)
    SwitchingStep.objects.bulk_create(steps)
    say(
        SwitchingWritten(row.pk, person.pk, len(steps)),
        subjects=(*behind(order, floor.isolations), *steps),
        unit=row.unit_id,
        stamps=(row, *steps),
    )
    return answer(
        "switching-written",
        switching=row.pk,
        number=row.number,
        steps=[str(each.pk) for each in steps],
    )


def _step(row: SwitchingOrder, place: int, given: dict[str, Any]) -> SwitchingStep:
    act, target, device = given["act"], given["target"], given["device"]
    if (act in VERBS) != bool(target):
        code = "step-without-its-row" if act in VERBS else "step-by-hand-names-a-row"
        raise Refused(code, place=place, act=act)
    if act == "open" and device is None:
        raise Refused("step-without-device", place=place)
    if target and not _is_of(row.order, act, target):
        raise Refused("step-of-another-order", place=place, act=act)
    named = ground.device_named(device) if device else None
    key = uuid7()
    return SwitchingStep(
        id=key, unit_id=row.unit_id, switching=row, place=place, act=act,
        target=target or key, device=named, action=given["action"],
        expected=given["expected"],
    )  # fmt: skip


def _is_of(order: Order, act: str, target: UUID) -> bool:
    """A row that the writer may see, switched under this order.

    Whether it may be switched now, the act will ask.
    """
    model = ROWS.get(act)
    if model is None:
        return True
    row: Any = find(model, target)
    section = row if isinstance(row, Isolation) else row.isolation
    if section is None:  # an infeed that belongs to no section yet
        return bool(row.site_id == order.site_id)
    return bool(section.order_id == order.pk)


def _number(order: Order) -> str:
    """BY-S220329-1: unit, day, running number. The unit's head keeps twins apart."""
    locks.take(Lock(Head, order.unit_id))
    unit = Unit.objects.get(pk=order.unit_id)
    day = clock.now().astimezone(ZoneInfo(unit.timezone)).strftime("%y%m%d")
    start = f"{unit.code}-S{day}-"
    before = SwitchingOrder.objects.filter(unit=unit, number__startswith=start).count()
    return f"{start}{before + 1}"
