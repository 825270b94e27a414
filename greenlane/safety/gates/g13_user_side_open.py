"""G13: the user's side is open, point by point, and the site's electrician signed."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.safety.gate_reading import basis_by_area, by_area, held_by_area, parents
from greenlane.safety.models import EvidenceLine
from greenlane.safety.signing import signatures

NAME, CLASS = "G13", "P"
GUARDS = frozenset({"energise", "restore_source"})


def locks(act: Act) -> list[Lock]:
    # A ticket's end makes this evidence void; it is written under the isolations.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    held = by_area(
        act,
        NAME,
        "user_side_open",
        holder="role:inspector",
        next_step="safety.prove_user_side_open",
    )
    return held or _unsigned(act)


def basis(act: Act) -> list[tuple[str, UUID]]:
    return basis_by_area(act, "user_side_open")


@prepared
def _electrician(record: UUID) -> QuerySet[EvidenceLine, UUID | None]:
    rows = EvidenceLine.objects.filter(evidence=record, what="electrician")
    return rows.order_by("id").values_list("person", flat=True)[:1]


def _unsigned(act: Act) -> list[Missing]:
    """The electrician who is named in the record has to have signed that record."""
    held = []
    for record in held_by_area(act, "user_side_open"):
        named = next(iter(_electrician(record.pk)), None)
        roles = {(s.person_id, s.role) for s in signatures(record)}
        if named is None or (named, "site_electrician") not in roles:
            held.append(
                Missing(
                    NAME,
                    "electrician-unsigned",
                    holder=f"person:{named}" if named else "role:site_electrician",
                    since=record.at,
                    next_step="safety.sign",
                    evidence=(str(record.pk),),
                )
            )
    return held
