"""Volts and rotation of the step just closed are read; the next step waits for that."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_supply import StepRead, WentLive
from greenlane.connections.models import EnergiseStep
from greenlane.connections.reading import all_live
from greenlane.connections.terms import begin_term
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.locks import Lock, of, take
from greenlane.core.models import Unit
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety.closure import behind, settle

ROTATIONS = [
    ("right", _("Right")),
    ("wrong", _("Wrong")),
    ("single", _("Single phase")),
]


class ReadStep(CommandForm):
    step = Id("energisestep", label=_("Step"))
    volts = Text(max_length=60, label=_("Volts, phase by phase"))
    rotation = forms.ChoiceField(choices=ROTATIONS, label=_("Phase rotation"))
    amperes = forms.DecimalField(
        max_digits=8, decimal_places=2, min_value=0, label=_("Current (A)"),
        required=False,
    )  # fmt: skip
    normal = YesNo(label=_("Everything normal"))


@command(
    "connections.read_step",
    title=_("Read the step"),
    takes=ReadStep,
    needs="switch",
    kind=CLAIM,
    relies_on=("connections.step",),
)
def read_step(form: ReadStep, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    named = find(EnergiseStep, given["step"])
    order = named.order
    # The unit is locked first: the last reading opens the removal's own order.
    take(Lock(Unit, order.unit_id))
    isolations = settle(order, of(named))
    [step] = take(named)
    if step.started_at is None:
        raise Refused("step-not-closed", next_step="connections.energise_step")
    if step.opened_at is not None:
        raise Refused("step-opened", place=step.place)
    well = given["normal"] == "yes" and given["rotation"] != "wrong"
    if step.read_at is not None and well:
        # A bad reading is not read away, and a good one is not read twice.
        raise Refused("step-read-already", place=step.place)
    step.read_at, step.volts, step.rotation = at, given["volts"], given["rotation"]
    step.amperes, step.normal = given["amperes"], "yes" if well else "no"
    step.save(update_fields=["read_at", "volts", "rotation", "amperes", "normal"])
    subjects = (*behind(order, isolations), step)
    fact = StepRead(step.pk, step.place, step.normal == "yes")
    say(fact, subjects=subjects, unit=order.unit_id)
    live = all_live(order)
    if live and not order.terms.exists():
        say(WentLive(order.pk), subjects=subjects, unit=order.unit_id)
        begin_term(order, at=at)
    return answer("step-read", step=step.pk, normal=step.normal, live=live)
