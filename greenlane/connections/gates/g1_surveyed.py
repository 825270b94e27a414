"""G1: the site was surveyed, the record is signed, and it knows every infeed."""

from __future__ import annotations

from uuid import UUID

from greenlane.connections.gate_reading import order_of, parents
from greenlane.connections.models import Survey
from greenlane.connections.reading import newest_survey, unknown_infeeds
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.signing import signatures

NAME, CLASS = "G1", "P"
GUARDS = frozenset({"issue_ticket", "build"})


def locks(act: Act) -> list[Lock]:
    return parents(act)


def missing(act: Act) -> list[Missing]:
    survey = newest_survey(order_of(act))
    if survey is None:
        return [
            Missing(
                NAME,
                "no-survey",
                holder="role:survey_engineer",
                next_step="connections.record_survey",
            )
        ]
    return [*_unsigned(survey), *_new_infeeds(survey)]


def basis(act: Act) -> list[tuple[str, UUID]]:
    survey = newest_survey(order_of(act))
    return [("survey", survey.pk)] if survey else []


def _unsigned(survey: Survey) -> list[Missing]:
    signers = {(each.person_id, each.role) for each in signatures(survey)}
    if (survey.leader_id, "survey_leader") in signers:
        return []
    return [
        Missing(
            NAME,
            "survey-unsigned",
            holder=f"person:{survey.leader_id}",
            since=survey.at,
            next_step="safety.sign",
            evidence=(str(survey.pk),),
        )
    ]


def _new_infeeds(survey: Survey) -> list[Missing]:
    return [
        Missing(
            NAME,
            "infeed-not-surveyed",
            holder="role:survey_engineer",
            since=infeed.found_at,
            next_step="connections.record_survey",
            evidence=(str(infeed.pk),),
            facts={"infeed": infeed.pk},
        )
        for infeed in unknown_infeeds(survey)
    ]
