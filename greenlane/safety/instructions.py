"""An order to switch is used once: found, checked under lock, and marked as used."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.gatewalk import once
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Refused
from greenlane.safety.acts import SWITCHING
from greenlane.safety.in_turn import in_turn
from greenlane.safety.models import Instruction


@once
def standing(order: UUID, act: str, target: UUID) -> list[Instruction]:
    """Orders for this act on this target that were neither used nor withdrawn.

    The switching order in which it is a step comes before any that was given alone.
    """
    whole = in_turn(order, act, target)
    alone = _alone(order, act, target)
    return [whole, *alone] if whole else alone


@prepared
def _alone(order: UUID, act: str, target: UUID) -> QuerySet[Instruction]:
    rows = Instruction.objects.filter(
        order=order,
        act=act,
        target=target,
        used_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    return rows.order_by("given_at", "id")


def ready(order: UUID, act: str, target: UUID) -> Instruction | None:
    """The order that was read back and may be carried out now."""
    found = standing(order, act, target)
    if found and found[0].act == SWITCHING:
        found = found[:1]  # its own step: no other order stands in for it
    return next((each for each in found if each.read_back_at is not None), None)


def must_be_theirs(
    order: UUID, act: str, target: UUID, *, operator: UUID, guard: UUID
) -> Instruction:
    """The order that these two carry out. Call after the gates were walked.

    Refused not-the-ones-ordered: one of the two read it back, neither gave it.
    """
    instruction = ready(order, act, target)
    if instruction is None:
        raise AssertionError("an act without its order passed the gates")
    two = {operator, guard}
    if instruction.read_back_by_id not in two or instruction.given_by_id in two:
        step = "safety.give_instruction"
        raise Refused("not-the-ones-ordered", next_step=step, order=str(instruction.pk))
    return instruction


def use(instruction: Instruction, *, used_for: UUID, at: datetime) -> None:
    """Mark it as carried out. The walk locked it, and keeps what it has read.

    That of a switching order stands for every step: the last report ends it.
    """
    if instruction.act == SWITCHING and used_for != instruction.target:
        return
    carried = copy(instruction)
    carried.used_at, carried.used_for = at, used_for
    carried.save(update_fields=["used_at", "used_for"])
