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
Briefing = tuple[Evidence, set[UUID]]


def locks(act: Act) -> list[Lock]:
    return parents(act)


def missing(act: Act) -> list[Missing]:
    if not act.people:
        return [Missing(NAME, "nobody-named", next_step="safety.brief")]
    valid = _valid(act)
    signed = _signers(valid)
    named = {person for _briefing, present in valid for person in present}
    return [
        Missing(
            NAME,
            "briefing-unsigned",
            holder=f"person:{person}",
            # Who was not there cannot sign: it takes another briefing.
            next_step="safety.sign" if person in named else "safety.brief",
            facts={"person": person},
        )
        for person in act.people
        if person not in signed
    ]


def basis(act: Act) -> list[tuple[str, UUID]]:
    signed = _signers(_valid(act))
    return sorted({("evidence", signed[p].pk) for p in act.people if p in signed})


def _valid(act: Act) -> list[Briefing]:
    """The briefings of this order, not older than a shift, and who was there."""
    order = order_of(act)
    limit = age(order, MAX_AGE)
    return [
        (briefing, set(briefing.lines.values_list("person", flat=True)))
        for briefing in standing(order, "briefing")
        if clock.now() - briefing.at <= limit
    ]


def _signers(valid: list[Briefing]) -> dict[UUID, Evidence]:
    """Person → the briefing he signed."""
    found: dict[UUID, Evidence] = {}
    for briefing, present in valid:
        for signature in signatures(briefing):
            if signature.person_id in present:
                found.setdefault(signature.person_id, briefing)
    return found
