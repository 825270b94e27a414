"""G14: the dispatcher ordered this very act, and it was read back; once."""

from __future__ import annotations

from uuid import UUID

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.gate_reading import parents
from greenlane.safety.instructions import ready, standing
from greenlane.safety.models import Instruction

NAME, CLASS = "G14", "P"
GUARDS = CLOSINGS | {"isolate", "switching_step"}


def locks(act: Act) -> list[Lock]:
    if act.subject is None or act.order is None:
        return parents(act)
    found = standing(act.order, act.kind, act.subject)
    return [*parents(act), *(Lock(Instruction, each.pk) for each in found)]


def missing(act: Act) -> list[Missing]:
    if act.subject is None or act.order is None:
        return [Missing(NAME, "no-order-given", next_step="safety.give_instruction")]
    if ready(act.order, act.kind, act.subject) is not None:
        return []
    found = standing(act.order, act.kind, act.subject)
    if not found:
        return [
            Missing(
                NAME,
                "no-order-given",
                holder="role:dispatcher",
                next_step="safety.give_instruction",
            )
        ]
    return [
        Missing(
            NAME,
            "order-not-read-back",
            holder="role:switching",
            since=found[0].given_at,
            next_step="safety.read_back",
            evidence=(str(found[0].pk),),
        )
    ]


def basis(act: Act) -> list[tuple[str, UUID]]:
    if act.subject is None or act.order is None:
        return []
    found = ready(act.order, act.kind, act.subject)
    return [("instruction", found.pk)] if found else []
