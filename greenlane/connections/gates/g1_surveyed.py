"""G1: surveyed, signed, every infeed known; and nobody builds on what is live."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from greenlane.connections.gate_reading import order_of, parents
from greenlane.connections.models import EnergiseStep, Survey
from greenlane.connections.reading import newest_survey, unknown_infeeds
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.signing import signatures

NAME, CLASS = "G1", "P"
GUARDS = frozenset({"issue_ticket", "build"})
ELSEWHERE = frozenset({"stint_isolated", "stint_live"})


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
    return [*_unsigned(survey), *_new_infeeds(survey), *_live_already(act)]


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


def _live_already(act: Act) -> list[Missing]:
    """Building is for dead plant; live and isolated work has gates of its own.

    Anybody may say that it was switched off; here only who may switch is believed.
    """
    if "build" not in act.kinds or act.kinds & ELSEWHERE:
        return []
    closed = EnergiseStep.objects.filter(
        Q(opened_at__isnull=True) | Q(opened_by__isnull=True),
        order=act.order,
        area__in=act.areas,
        started_at__isnull=False,
    )
    return [
        Missing(
            NAME,
            "section-is-live",
            holder="role:switching",
            since=step.started_at,
            next_step="connections.switch_off",
            evidence=(str(step.pk),),
            facts={"area": step.area, "place": step.place},
        )
        for step in closed.order_by("place")
    ]
