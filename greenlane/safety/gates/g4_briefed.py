"""G4: every head of a field stint has signed the briefing of this order."""

from __future__ import annotations

from uuid import UUID

from greenlane.core import clock
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.acts import STINTS
from greenlane.safety.freshness import standing
from greenlane.safety.gate_reading import order_of, parents
from greenlane.safety.limits import age
from greenlane.safety.models import Evidence
from greenlane.safety.signing import signatures

NAME, CLASS, GUARDS = "G4", "P", STINTS
MAX_AGE = "ages.briefing.max"


def locks(act: Act) -> list[Lock]:
    return parents(act)


def missing(act: Act) -> list[Missing]:
    if not act.people:
        return [Missing(NAME, "nobody-named", next_step="safety.brief")]
    signed = _signers(act)
    return [
        Missing(
            NAME,
            "briefing-unsigned",
            holder=f"person:{person}",
            next_step="safety.sign",
            facts={"person": person},
        )
        for person in act.people
        if person not in signed
    ]


def basis(act: Act) -> list[tuple[str, UUID]]:
    signed = _signers(act)
    return sorted({("evidence", signed[p].pk) for p in act.people if p in signed})


def _signers(act: Act) -> dict[UUID, Evidence]:
    """Person → the briefing he signed, of this order, not older than a shift."""
    order = order_of(act)
    limit = age(order, MAX_AGE)
    found: dict[UUID, Evidence] = {}
    for briefing in standing(order, "briefing"):
        if clock.now() - briefing.at > limit:
            continue
        present = set(briefing.lines.values_list("person", flat=True))
        for signature in signatures(briefing):
            if signature.person_id in present:
                found.setdefault(signature.person_id, briefing)
    return found
