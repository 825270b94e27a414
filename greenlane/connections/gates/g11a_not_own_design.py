"""G11a: whoever surveyed or designed it is not the only one who accepted it."""

from __future__ import annotations

from uuid import UUID

from greenlane.connections.gate_reading import order_of, parents
from greenlane.connections.reading import newest_survey
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.gate_reading import held_by_area

NAME, CLASS, GUARDS = "G11a", "P", CLOSINGS


def locks(act: Act) -> list[Lock]:
    return parents(act)


def missing(act: Act) -> list[Missing]:
    designers = _designers(act)
    return [
        Missing(
            NAME,
            "accepted-by-the-designer",
            holder="role:inspector",
            since=row.at,
            next_step="safety.accept_works",
            evidence=(str(row.pk),),
        )
        for row in held_by_area(act, "acceptance")
        if row.by_id in designers
    ]


def _designers(act: Act) -> set[UUID | None]:
    survey = newest_survey(order_of(act))
    return {survey.leader_id, survey.verdict_by_id} - {None} if survey else set()
