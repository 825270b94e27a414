"""A clearance keeps its basis: withdrawn evidence finds what relied on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from greenlane.core.gatewalk import Act, gates, reading_of
from greenlane.core.models import Unit
from greenlane.work.models import Clearance, ClearanceBasis, Order
from greenlane.workforce.models import Person


def clear(
    key: UUID, act: Act, *, order: Order, given_by: Person, at: datetime
) -> Clearance:
    """The clearance of the act whose row has this key, with what each gate relied on.

    Call it only after `gatewalk.walk(act)` has returned.
    """
    unit = Unit(pk=act.unit)
    clearance = Clearance.objects.create(
        id=key, unit=unit, kind=act.kind, order=order, given_at=at, given_by=given_by
    )
    ClearanceBasis.objects.bulk_create(
        ClearanceBasis(
            unit=unit, clearance=clearance, gate=gate, kind=kind, evidence=pk
        )
        for gate, kind, pk in relied_on(act)
    )
    return clearance


def relied_on(act: Act) -> Iterable[tuple[str, str, UUID]]:
    """(gate, kind of row, key) of every row that lets this act pass.

    A gate that rests on rows says which, in `basis(act)`, as its walk has read them.
    """
    found: list[tuple[str, str, UUID]] = []
    with reading_of(act):
        for gate in gates():
            if act.kinds & set(gate.GUARDS) and hasattr(gate, "basis"):
                found.extend((gate.NAME, kind, pk) for kind, pk in gate.basis(act))
    return found


def resting_on(evidence: UUID) -> list[Clearance]:
    """Clearances that rely on this row and have not been revoked."""
    rows = Clearance.objects.filter(
        basis__evidence=evidence, revoked_at__isnull=True
    ).distinct()
    return list(rows.order_by("id"))
