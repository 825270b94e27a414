"""G7: numbered earth sets hang on the section, each signed by both who placed it."""

from __future__ import annotations

from uuid import UUID

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.gate_reading import parents
from greenlane.safety.models import EarthSet
from greenlane.safety.signing import signatures
from greenlane.safety.ticket_queries import section_of

NAME, CLASS = "G7", "P"
GUARDS = frozenset({"permit", "resume"})


def locks(act: Act) -> list[Lock]:
    # Earths go on and off under their isolation.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    section = section_of(act)
    if section is None:
        return []
    hanging = _hanging(section.pk)
    if not hanging:
        return [
            Missing(
                NAME,
                "no-earth-on",
                holder="role:switching",
                next_step="safety.place_earth",
                evidence=(str(section.pk),),
                facts={"covers": section.name},
            )
        ]
    return [each for earth in hanging for each in _unsigned(earth)]


def basis(act: Act) -> list[tuple[str, UUID]]:
    section = section_of(act)
    return [("earthset", each.pk) for each in _hanging(section.pk)] if section else []


def _hanging(section: UUID) -> list[EarthSet]:
    rows = EarthSet.objects.filter(isolation=section, removed_at__isnull=True)
    return list(rows.order_by("placed_at", "id"))


def _unsigned(earth: EarthSet) -> list[Missing]:
    signers = {(s.person_id, s.role) for s in signatures(earth)}
    wanted = {(earth.placed_by_id, "operator"), (earth.placed_with_id, "guard")}
    return [
        Missing(
            NAME,
            "earth-unsigned",
            holder=f"person:{person}",
            since=earth.placed_at,
            next_step="safety.sign",
            evidence=(str(earth.pk),),
            facts={"earth": earth.number, "role": role},
        )
        for person, role in sorted(wanted - signers, key=str)
    ]
