"""A step of a switching order is done: by the two whose order it is, and told at once.

Called by the verb of each act, after the gates were walked. Where the act is no step of
an order in force, nothing happens here.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime
from uuid import UUID

from greenlane.core.command import say
from greenlane.core.gatewalk import Act, named, reading_of
from greenlane.core.refusals import Refused
from greenlane.safety.facts_switching import SwitchingStepDone
from greenlane.safety.in_turn import Standing, in_force
from greenlane.safety.models import SwitchingStep
from greenlane.safety.signing import signatures
from greenlane.workforce.models import Person


def carried_out(
    act: Act,
    operator: Person,
    guard: Person | None,
    *,
    at: datetime,
    made: UUID | None = None,
    found: str = "",
) -> bool:
    """Mark the step that this act is; whether it was one. Refused step-needs-a-guard,
    not-the-ones-ordered, switching-guard-unsigned.
    """
    with reading_of(act):
        force = in_force(named(act.order))
    step = force.step_for(act) if force else None
    if force is None or step is None:
        return False
    must_be_the_two(force, step, operator, guard)
    _done(force, step, operator, guard, at=at, made=made, found=found)
    return True


def must_be_the_two(
    force: Standing, step: SwitchingStep, operator: Person, guard: Person | None
) -> None:
    """The operator read the order back, and the guard signed it; two people."""
    if guard is None or guard.pk == operator.pk:
        raise Refused(
            "step-needs-a-guard", next_step="call-a-second-person", place=step.place
        )
    order = force.instruction
    if order is None or order.read_back_by_id != operator.pk:
        given = str(order.pk) if order else ""
        step_on = "safety.give_instruction"
        raise Refused("not-the-ones-ordered", next_step=step_on, order=given)
    if not any(
        s.role == "guard" and s.person_id == guard.pk for s in signatures(order)
    ):
        raise Refused(
            "switching-guard-unsigned",
            next_step="safety.sign",
            guard=str(guard.pk),
            instruction=str(order.pk),
        )


def proved(
    force: Standing, step: SwitchingStep, operator: Person, guard: Person | None,
    *, at: datetime, made: UUID,
) -> bool:  # fmt: skip
    """A proof is always recorded; it is the step only when its two people made it."""
    order = force.instruction
    if order is None or order.read_back_at is None or order.used_at is not None:
        return False
    try:
        must_be_the_two(force, step, operator, guard)
    except Refused:
        return False
    _done(force, step, operator, guard, at=at, made=made)
    return True


def _done(
    force: Standing, step: SwitchingStep, operator: Person, guard: Person | None,
    *, at: datetime, made: UUID | None, found: str = "",
) -> None:  # fmt: skip
    done = copy(step)  # the walk keeps what it has read
    done.done_at, done.operator, done.guard = at, operator, guard
    done.made, done.found = made, found or step.expected
    done.save(update_fields=["done_at", "operator", "guard", "made", "found"])
    row = force.row
    fact = SwitchingStepDone(
        row.pk, step.pk, step.place, operator.pk, guard.pk if guard else operator.pk
    )
    say(fact, subjects=(("order", row.order_id), row, step), unit=row.unit_id, at=at)
