"""An order to switch is used once: found, checked under lock, and marked as used."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.gatewalk import once
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Refused
from greenlane.safety.models import Instruction


@once
@prepared
def standing(order: UUID, act: str, target: UUID) -> QuerySet[Instruction]:
    """Orders for this act on this target that were neither used nor withdrawn."""
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
    """Mark it as carried out. The walk locked it, and keeps what it has read."""
    carried = copy(instruction)
    carried.used_at, carried.used_for = at, used_for
    carried.save(update_fields=["used_at", "used_for"])
