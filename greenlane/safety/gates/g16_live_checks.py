"""G16: live checks were made under a named authority; nothing was switched since.

Who is named was there until the last reading, and has signed the record.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.core import clock
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.safety.freshness import covers_area, newest_fresh
from greenlane.safety.gate_reading import basis_by_area, by_area, order_of, parents
from greenlane.safety.models import EvidenceLine
from greenlane.safety.signing import signatures

NAME, CLASS, GUARDS = "G16", "P", frozenset({"hand_over"})


def locks(act: Act) -> list[Lock]:
    # A reading is withdrawn, and a stint begun, under the site and the order.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    held = by_area(
        act,
        NAME,
        "live_check",
        holder="role:tester",
        next_step="safety.record_live_check",
    )
    return [*held, *_unsigned(act)]


def basis(act: Act) -> list[tuple[str, UUID]]:
    return basis_by_area(act, "live_check")


def _unsigned(act: Act) -> list[Missing]:
    held, order, now = [], order_of(act), clock.now()
    found = [
        newest_fresh(order, "live_check", covers_area(a), now=now) for a in act.areas
    ]
    for record in [row for row, why in found if row is not None and not why]:
        named = next(iter(_authority(record.pk)), None)
        signers = {s.person_id for s in signatures(record) if s.role == "authority"}
        if named is None or named not in signers:
            held.append(
                Missing(
                    NAME,
                    "authority-unsigned",
                    holder=f"person:{named}" if named else "role:switching",
                    since=record.at,
                    next_step="safety.sign",
                    evidence=(str(record.pk),),
                    facts={"covers": record.covers.removeprefix("area:")},
                )
            )
    return held


@prepared
def _authority(record: UUID) -> QuerySet[EvidenceLine, UUID | None]:
    rows = EvidenceLine.objects.filter(evidence=record, what="authority")
    return rows.order_by("id").values_list("person", flat=True)[:1]
