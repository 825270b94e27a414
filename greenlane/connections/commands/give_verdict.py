"""The engineer says whether it can be connected: yes, capped, by generator, or no."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.connections.facts_request import VerdictGiven
from greenlane.connections.models import Survey
from greenlane.connections.reading import newest_survey
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.refusals import FieldError, Malformed, Refused
from greenlane.core.rows import find
from greenlane.safety.closure import behind, closure
from greenlane.safety.revoking import lock_with_reliance, revoke
from greenlane.safety.signing import sign
from greenlane.workforce.models import Person
from greenlane.workforce.queries import certified, person_of

VERDICTS = [
    ("ok", _("Can be connected")),
    ("cap", _("Can be connected with a load cap")),
    ("generator", _("By generator only")),
    ("no", _("Cannot be connected")),
]


class GiveVerdict(ReleaseForm):
    survey = Id("survey", label=_("Survey"))
    verdict = forms.ChoiceField(choices=VERDICTS, label=_("Verdict"))
    cap_kw = forms.DecimalField(
        max_digits=9, decimal_places=2, min_value=0, label=_("Load cap (kW)"),
        required=False,
    )  # fmt: skip
    why = Text(
        max_length=400, label=_("Capacity, voltage drop, protection: the figures")
    )


@command(
    "connections.give_verdict",
    title=_("Give the verdict"),
    takes=GiveVerdict,
    needs="verdict",
    kind=RELEASE,
    relies_on=("safety.infeed", "connections.survey"),
)
def give_verdict(form: GiveVerdict, *, by: Actor, at: datetime) -> Answer:
    given, engineer = form.cleaned_data, person_of(by)
    if given["verdict"] == "cap" and given["cap_kw"] is None:
        raise Malformed([FieldError("cap_kw", "required")])
    named = find(Survey, given["survey"])
    survey, resting = lock_with_reliance(named, named.order)
    if given["verdict"] != "no":  # a no closes, and closing asks for nothing
        _must_be_engineer(engineer)
    order = survey.order
    newest = newest_survey(order)
    if newest is None or newest.pk != survey.pk:
        raise Refused("survey-superseded", next_step="look-again")
    survey.verdict, survey.verdict_why = given["verdict"], given["why"]
    survey.cap_kw, survey.verdict_by, survey.verdict_at = given["cap_kw"], engineer, at
    survey.save(
        update_fields=["verdict", "verdict_why", "cap_kw", "verdict_by", "verdict_at"]
    )
    sign(survey, person=engineer, role="engineer", by=by, at=at)
    if survey.verdict == "no":
        revoke(resting, order=order, code="verdict-is-no", at=at)
    subjects = (*behind(order, closure(order)), ("survey", survey.pk))
    fact = VerdictGiven(survey.pk, survey.verdict, engineer.pk)
    say(fact, subjects=subjects, unit=order.unit_id)
    return answer("verdict-given", survey=survey.pk, verdict=survey.verdict)


def _must_be_engineer(engineer: Person) -> None:
    if not certified(engineer, "engineer", clock.now()):
        step, who = "workforce.add_certificate", str(engineer.pk)
        raise Refused(
            "proof-not-certified", next_step=step, person=who, skill="engineer"
        )
