"""G11: the section was accepted by somebody who did not work on it, nor lead it."""

from __future__ import annotations

from uuid import UUID

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.gate_reading import (
    basis_by_area,
    by_area,
    held_by_area,
    order_of,
    parents,
)
from greenlane.safety.leaders import led_by, worked_on

NAME, CLASS, GUARDS = "G11", "P", CLOSINGS


def locks(act: Act) -> list[Lock]:
    return parents(act)


def missing(act: Act) -> list[Missing]:
    held = by_area(
        act,
        NAME,
        "acceptance",
        holder="role:inspector",
        next_step="safety.accept_works",
    )
    return held or [*_accepted_by_a_leader(act), *_accepted_by_the_crew(act)]


def basis(act: Act) -> list[tuple[str, UUID]]:
    return basis_by_area(act, "acceptance")


def _accepted_by_a_leader(act: Act) -> list[Missing]:
    """He may have become a leader after he accepted."""
    leaders = led_by(order_of(act))
    return [
        Missing(
            NAME,
            "accepted-by-the-leader",
            holder="role:inspector",
            since=row.at,
            next_step="safety.accept_works",
            evidence=(str(row.pk),),
        )
        for row in held_by_area(act, "acceptance")
        if row.by_id in leaders
    ]


def _accepted_by_the_crew(act: Act) -> list[Missing]:
    """Nobody accepts his own work; he may have joined the crew after he accepted."""
    order = order_of(act)
    crew = worked_on(order) - led_by(order)
    return [
        Missing(
            NAME,
            "accepted-by-the-crew",
            holder="role:inspector",
            since=row.at,
            next_step="safety.accept_works",
            evidence=(str(row.pk),),
        )
        for row in held_by_area(act, "acceptance")
        if row.by_id in crew
    ]
