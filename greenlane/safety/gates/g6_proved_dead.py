"""G6: the section was proved dead, and neither switched nor interrupted since."""

from __future__ import annotations

from uuid import UUID

from greenlane.core import clock
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.freshness import covers_isolation, newest_fresh
from greenlane.safety.gate_reading import parents
from greenlane.safety.models import Evidence, Isolation
from greenlane.safety.since import found_at
from greenlane.safety.ticket_queries import last_break, section_of

NAME, CLASS = "G6", "P"
GUARDS = frozenset({"place_earth", "permit", "resume"})


def locks(act: Act) -> list[Lock]:
    # Points, breaks and evidence of a section are all written under its isolation.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    section = section_of(act)
    if section is None:  # G5 or G9 has said what such a ticket needs
        return []
    found, why = _proof(section)
    if not why:
        return []
    return [
        Missing(
            NAME,
            why,
            holder="role:switching",
            since=found.at if found else None,
            next_step="safety.prove_dead",
            evidence=(str(found.pk),) if found else (),
            facts={"kind": "proved_dead", "covers": section.name},
        )
    ]


def basis(act: Act) -> list[tuple[str, UUID]]:
    section = section_of(act)
    found = _proof(section)[0] if section else None
    return [("evidence", found.pk)] if found else []


def _proof(section: Isolation) -> tuple[Evidence | None, str]:
    covers = covers_isolation(section.pk)
    found, why = newest_fresh(section.order, "proved_dead", covers, now=clock.now())
    rested = last_break(section)
    if found and not why and rested and rested >= found_at(found):
        return found, "proved-before-the-break"
    return found, why
