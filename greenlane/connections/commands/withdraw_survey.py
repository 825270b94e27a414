"""The survey was wrong, or the site is not as it was: what relied on it falls."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_request import SurveyWithdrawn
from greenlane.connections.models import Survey
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.rows import find
from greenlane.safety.closure import behind, closure
from greenlane.safety.revoking import lock_with_reliance, revoke


class WithdrawSurvey(CommandForm):
    survey = Id("survey", label=_("Survey"))


@command(
    "connections.withdraw_survey",
    title=_("Withdraw the survey"),
    takes=WithdrawSurvey,
    needs="",
    kind=RESTRICT,
)
def withdraw_survey(form: WithdrawSurvey, *, by: Actor, at: datetime) -> Answer:
    named = find(Survey, form.cleaned_data["survey"])
    survey, resting = lock_with_reliance(named, named.order)
    order = survey.order
    if survey.withdrawn_at is None:
        survey.withdrawn_at = at
        survey.save(update_fields=["withdrawn_at"])
    revoked = revoke(resting, order=order, code="survey-withdrawn", at=at)
    subjects = (*behind(order, closure(order)), ("survey", survey.pk))
    say(SurveyWithdrawn(survey.pk, revoked), subjects=subjects, unit=order.unit_id)
    return answer("survey-withdrawn", survey=survey.pk, revoked=revoked)
