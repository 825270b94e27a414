"""A step of the supply is switched in. The gates are walked here, for every caller."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.connections.acts import act_of, switched_by
from greenlane.connections.cold import LIT, is_cold
from greenlane.connections.facts_supply import StepEnergised
from greenlane.connections.foreseen import must_be_foreseen
from greenlane.connections.models import EnergiseStep
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import reading_of, walk
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import Lock
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.places.models import SupplyPoint
from greenlane.places.supply import set_state, states_of
from greenlane.safety.carrying_out import carried_out
from greenlane.safety.closure import behind, settle
from greenlane.safety.instructions import must_be_theirs, use
from greenlane.safety.operators import must_switch
from greenlane.safety.signing import signatures
from greenlane.work.clearances import clear
from greenlane.work.models import Order
from greenlane.work.stints import must_not_be_held
from greenlane.workforce.models import Person
from greenlane.workforce.queries import person_named, person_of


class EnergiseStepForm(ReleaseForm):
    step = Id("energisestep", label=_("Step"))
    guard = Id("person", label=_("Guard, present and signed"))


@command(
    "connections.energise_step",
    title=_("Switch in the next step"),
    takes=EnergiseStepForm,
    needs="switch",
    kind=RELEASE,
    relies_on=("safety.", "work.stop", "work.hazard", "connections.step"),
)
def energise_step(form: EnergiseStepForm, *, by: Actor, at: datetime) -> Answer:
    named = find(EnergiseStep, form.cleaned_data["step"])
    operator, guard = person_of(by), person_named(form.cleaned_data["guard"])
    order = named.order
    points = [Lock(SupplyPoint, named.point_id)] if named.point_id else []
    isolations = settle(order, *points, switched=switched_by(named))
    act = act_of(named, isolations, (operator.pk, guard.pk))
    step, operator, guard = walk(act, named, operator, guard)
    must_switch(operator, guard, at=clock.now())
    with reading_of(act):
        ordered = must_be_theirs(
            order.pk, step.act, step.pk, operator=operator.pk, guard=guard.pk
        )
    _must_be_ready(step, order, guard)
    if step.act == "energise":  # neighbours get their supply back all the same
        must_not_be_held(order)
    step.clearance = clear(step.pk, act, order=order, given_by=operator, at=at)
    step.started_at, step.operator, step.guard = at, operator, guard
    step.cold = is_cold(step, order, now=clock.now())
    step.save(update_fields=["clearance", "started_at", "operator", "guard", "cold"])
    use(ordered, used_for=step.pk, at=at)
    carried_out(act, operator, guard, at=at, made=step.pk)
    if step.point is not None:
        set_state(step.point, step.gives_state, at=at, by=by)
    say(
        StepEnergised(order.pk, step.pk, step.place, step.act, operator.pk, guard.pk),
        subjects=(*behind(order, isolations), step),
        unit=order.unit_id,
        stamps=(step, step.clearance),
    )
    return answer("step-energised", step=step.pk, place=step.place)


def _must_be_ready(step: EnergiseStep, order: Order, guard: Person) -> None:
    if step.started_at is not None:
        raise Refused("step-done-already", place=step.place)
    if step.opened_at is not None:
        raise Refused("step-opened", place=step.place)
    roles = {(s.person_id, s.role) for s in signatures(step)}
    _must_be_fed(step)
    must_be_foreseen(order, step.act, step.area)
    if (guard.pk, "guard") not in roles:
        raise Refused("guard-unsigned", next_step="safety.sign", person=str(guard.pk))


def _must_be_fed(step: EnergiseStep) -> None:
    """A transfer takes over what is fed already, by another source than before.

    Whatever is dark is energised: that asks for the user's side too (G13).
    """
    if step.act != "transfer_supply" or step.point is None:
        return
    state = states_of([step.point])[step.point.pk]
    if state not in LIT:
        again = "connections.plan_steps"
        raise Refused("nothing-to-transfer", next_step=again, place=step.place)
    if state == step.gives_state:
        raise Refused("fed-so-already", next_step="look-again", place=step.place)
