"""An order to switch is taken back. Nobody has to agree."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.locks import take
from greenlane.core.rows import find
from greenlane.safety.closure import behind, closure
from greenlane.safety.facts_evidence import InstructionWithdrawn
from greenlane.safety.models import Instruction


class WithdrawInstruction(CommandForm):
    instruction = Id("instruction", label=_("Order to switch"))


@command(
    "safety.withdraw_instruction",
    title=_("Withdraw an order to switch"),
    takes=WithdrawInstruction,
    needs="",
    kind=RESTRICT,
)
def withdraw_instruction(
    form: WithdrawInstruction, *, by: Actor, at: datetime
) -> Answer:
    named = find(Instruction, form.cleaned_data["instruction"])
    [order, row] = take(named.order, named)
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
    subjects = (*behind(order, closure(order)), ("instruction", row.pk))
    say(InstructionWithdrawn(row.pk), subjects=subjects, unit=order.unit_id)
    return answer("instruction-withdrawn", instruction=row.pk)
