"""A step by hand is done and found as expected: looked at, opened, tagged, untagged.

A step that has a verb of its own is refused here: no act has a second way.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text, YesNo
from greenlane.core.forms import ReleaseForm
from greenlane.core.gatewalk import walk
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety import ground
from greenlane.safety.acts import VERBS
from greenlane.safety.carrying_out import carried_out
from greenlane.safety.models import SwitchingStep
from greenlane.safety.operators import must_switch
from greenlane.workforce.queries import person_named, person_of

# What else it is, for the gates: opening cuts people off, and what is taken off
# protected those who worked behind it.
ALSO = {"open": frozenset({"isolate"}), "take_off": frozenset({"unlock_point"})}


class CarryOutStep(ReleaseForm):
    step = Id("switchingstep", label=_("Step of the switching order"))
    guard = Id("person", label=_("Guard"))
    as_expected = YesNo(label=_("Is the state as expected?"))
    found = Text(max_length=200, required=False, label=_("State as it was found"))


@command(
    "safety.carry_out_step",
    title=_("Carry out a step by hand"),
    takes=CarryOutStep,
    needs="switch",
    kind=RELEASE,
    relies_on=ground.STALE,
)
def carry_out_step(form: CarryOutStep, *, by: Actor, at: datetime) -> Answer:
    given, operator = form.cleaned_data, person_of(by)
    guard = person_named(given["guard"])
    step = find(SwitchingStep, given["step"])
    if verb := VERBS.get(step.act):
        raise Refused(
            "step-has-its-own-verb", next_step=verb, place=step.place, act=step.act
        )
    floor = ground.of_order(step.switching.order, moved=step.device_id)
    step.refresh_from_db()
    if step.done_at is not None:
        raise Refused("switching-step-done-already", place=step.place)
    act = floor.act(
        "switching_step",
        also=ALSO.get(step.act, frozenset()),
        subject=step.pk,
        people=(operator.pk, guard.pk),
        device=step.device_id,
    )
    operator, guard = walk(act, operator, guard)
    must_switch(operator, guard, at=clock.now())
    if given["as_expected"] != "yes":
        raise Refused(
            "state-not-as-expected",
            next_step="safety.stop_switching",
            place=step.place,
        )
    carried_out(act, operator, guard, at=at, found=given["found"])
    return answer("switching-step-done", step=step.pk, place=step.place)
