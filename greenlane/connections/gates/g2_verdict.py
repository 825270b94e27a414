"""G2: an engineer found, on the survey that stands, that it can be connected."""

from __future__ import annotations

from uuid import UUID

from greenlane.connections.gate_reading import order_of, parents
from greenlane.connections.models import Survey
from greenlane.connections.reading import newest_survey
from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing

NAME, CLASS = "G2", "P"
GUARDS = frozenset({"issue_ticket", "energise"})


def locks(act: Act) -> list[Lock]:
    return parents(act)


def missing(act: Act) -> list[Missing]:
    survey = newest_survey(order_of(act))
    why = ""
    if survey is None or not survey.verdict:
        why = "no-verdict"
    elif survey.verdict == "no":
        why = "verdict-is-no"
    elif _built_otherwise(survey):
        why = "as-built-differs"
    if not why:
        return []
    return [
        Missing(
            NAME,
            why,
            holder="role:survey_engineer",
            since=survey.at if survey else None,
            next_step="connections.give_verdict",
            evidence=(str(survey.pk),) if survey else (),
        )
    ]


def _built_otherwise(survey: Survey) -> bool:
    """Somebody saw that after the engineer computed, and he has not computed again."""
    seen, said = survey.as_built_differs_at, survey.verdict_at
    return seen is not None and (said is None or seen >= said)


def basis(act: Act) -> list[tuple[str, UUID]]:
    survey = newest_survey(order_of(act))
    return [("survey", survey.pk)] if survey else []
