"""G17: the receiving person has signed the handover sheet, and somebody keeps watch."""

from __future__ import annotations

from uuid import UUID

from greenlane.connections.gate_reading import parents
from greenlane.connections.models import Connection
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.signing import signatures

NAME, CLASS = "G17", "O"
GUARDS = frozenset({"hand_over"})


def locks(act: Act) -> list[Lock]:
    # The sheet is written and signed under its order.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    receiver, watcher = (*act.people, None, None)[:2]
    held = []
    if watcher is None or watcher == receiver:
        held.append(
            Missing(
                NAME,
                "no-watch",
                holder="role:leader",
                next_step="connections.hand_over",
            )
        )
    if not _signature(act, receiver):
        held.append(
            Missing(
                NAME,
                "handover-unsigned",
                holder=f"person:{receiver}" if receiver else "role:site_electrician",
                next_step="safety.sign",
            )
        )
    return held


def basis(act: Act) -> list[tuple[str, UUID]]:
    receiver = act.people[0] if act.people else None
    found = _signature(act, receiver)
    return [("signature", found)] if found else []


def _signature(act: Act, receiver: UUID | None) -> UUID | None:
    sheet = Connection.objects.select_related("order").filter(order=act.order).first()
    if sheet is None or not sheet.do_not or receiver is None:
        return None
    return next(
        (
            each.pk
            for each in signatures(sheet)
            if each.person_id == receiver and each.role == "receiver"
        ),
        None,
    )
