"""An order to switch is used once: found, checked under lock, and marked as used."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from greenlane.core.gatewalk import once
from greenlane.core.refusals import Refused
from greenlane.safety.models import Instruction


@once
def standing(order: UUID, act: str, target: UUID) -> list[Instruction]:
    """Orders for this act on this target that were neither used nor withdrawn."""
    rows = Instruction.objects.filter(
        order=order,
        act=act,
        target=target,
        used_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    return list(rows.order_by("given_at", "id"))


def ready(order: UUID, act: str, target: UUID) -> Instruction | None:
    """The order that was read back and may be carried out now."""
    found = standing(order, act, target)
    return next((each for each in found if each.read_back_at is not None), None)


def must_be_theirs(
    order: UUID, act: str, target: UUID, *, operator: UUID, guard: UUID
) -> None:
    """Refused not-the-ones-ordered: one of the two read it back, neither gave it.

    Without an order that is ready there is nothing to compare: the gates hold that.
    """
    instruction = ready(order, act, target)
    if instruction is None:
        return
    two = {operator, guard}
    if instruction.read_back_by_id not in two or instruction.given_by_id in two:
        step = "safety.give_instruction"
        raise Refused("not-the-ones-ordered", next_step=step, order=str(instruction.pk))


def use(order: UUID, act: str, target: UUID, *, used_for: UUID, at: datetime) -> None:
    """Mark it as carried out. Call after the gates were walked (they locked it)."""
    instruction = ready(order, act, target)
    if instruction is None:
        raise AssertionError("an act without its order passed the gates")
    instruction.used_at, instruction.used_for = at, used_for
    instruction.save(update_fields=["used_at", "used_for"])
