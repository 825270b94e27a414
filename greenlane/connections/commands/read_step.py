"""Volts and rotation of the step just closed are read; the next step waits for that."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_supply import StepRead, WentLive
from greenlane.connections.models import EnergiseStep
from greenlane.connections.reading import all_live
from greenlane.connections.terms import begin_term
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text, YesNo
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import CLAIM
from greenlane.core.locks import Lock, of, take
from greenlane.core.models import Unit
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.core.timing import SKEW
from greenlane.safety.closure import behind, settle
from greenlane.safety.limits import number
from greenlane.safety.operators import must_be_switcher
from greenlane.work.models import Order
from greenlane.workforce.models import Person
from greenlane.workforce.queries import person_of

ROTATIONS = [
    ("right", _("Right")),
    ("wrong", _("Wrong")),
    ("single", _("Single phase")),
]


PERCENT = Decimal("100")  # the pack gives the limit in %
READ = ("read_at", "volts", "rotation", "amperes", "rated_amperes", "normal")


class ReadStep(CommandForm):
    step = Id("energisestep", label=_("Step"))
    volts = Text(max_length=60, label=_("Volts, phase by phase"))
    rotation = forms.ChoiceField(choices=ROTATIONS, label=_("Phase rotation"))
    amperes = forms.DecimalField(
        max_digits=8, decimal_places=2, min_value=0, label=_("Current (A)"),
        required=False,
    )  # fmt: skip
    rated_amperes = forms.DecimalField(
        max_digits=8, decimal_places=2, min_value=Decimal("0.01"),
        label=_("Rating of what carries it (A)"), required=False,
        help_text=_("After a long dark time the load draws more: read it and compare."),
    )  # fmt: skip
    normal = YesNo(label=_("Everything normal"))

    def clean_rated_amperes(self) -> Decimal | None:
        rated: Decimal | None = self.cleaned_data["rated_amperes"]
        if rated is not None and self.cleaned_data.get("amperes") is None:
            raise forms.ValidationError(
                _("Say the current too, to compare it."), code="current-missing"
            )
        return rated


@command(
    "connections.read_step",
    title=_("Read the step"),
    takes=ReadStep,
    needs="switch",
    kind=CLAIM,
    relies_on=("connections.step",),
)
def read_step(form: ReadStep, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    named = find(EnergiseStep, given["step"])
    order = named.order
    # The unit is locked first: the last reading opens the removal's own order.
    take(Lock(Unit, order.unit_id))
    isolations = settle(order, of(named), of(person))
    step, person = take(named, person)
    if step.started_at is None:
        raise Refused("step-not-closed", next_step="connections.energise_step")
    if step.opened_at is not None:
        raise Refused("step-opened", place=step.place)
    well = given["normal"] == "yes" and given["rotation"] != "wrong"
    well = well and _carries_it(order, given["amperes"], given["rated_amperes"])
    if well:
        _may_let_on(step, person, at=at)
        if step.cold and given["rated_amperes"] is None:
            raise Refused("cold-load-unread", place=step.place)
    at = max(at, step.started_at)  # a device's clock may be a little behind
    step.read_at, step.volts, step.rotation = at, given["volts"], given["rotation"]
    step.amperes, step.rated_amperes = given["amperes"], given["rated_amperes"]
    step.normal = "yes" if well else "no"
    step.save(update_fields=READ)
    subjects = (*behind(order, isolations), step)
    fact = StepRead(step.pk, step.place, step.normal == "yes")
    say(fact, subjects=subjects, unit=order.unit_id)
    live = all_live(order)
    if live and not order.terms.exists():
        say(WentLive(order.pk), subjects=subjects, unit=order.unit_id)
        begin_term(order, at=at)
    return answer("step-read", step=step.pk, normal=step.normal, live=live)


def _may_let_on(step: EnergiseStep, person: Person, *, at: datetime) -> None:
    """A good reading opens the gate of the next step; a bad one, anybody may make."""
    must_be_switcher(person, at=clock.now())
    if step.started_at and step.started_at - at > SKEW:
        raise Refused("read-before-closed", place=step.place)
    if step.read_at is not None:
        # A bad reading is not read away, and a good one is not read twice.
        raise Refused("step-read-already", place=step.place)


def _carries_it(order: Order, amperes: Decimal | None, rated: Decimal | None) -> bool:
    """Cold load: the current against its rating, where somebody named the rating."""
    if amperes is None or rated is None:
        return True
    most = number(order, "readings.load_against_rating.max")
    return amperes * PERCENT <= rated * most
