"""No plan could be made of what has happened: everybody sees that the last is old."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import SYSTEM, Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.core.rows import home_unit
from greenlane.dispatch.facts import PlanWentStale
from greenlane.dispatch.models import STALE
from greenlane.dispatch.publishing import standing


class MarkStale(CommandForm):
    why = forms.ChoiceField(choices=list(STALE.items()), label=_("Why"))
    missing = forms.IntegerField(
        required=False,
        label=_("Only if the plan does not know this position of the journal"),
    )


@command(
    "dispatch.mark_stale",
    title=_("Say that the plan is out of date"),
    takes=MarkStale,
    needs="publish",
    kind=DESK,
)
def mark_stale(form: MarkStale, *, by: Actor, at: datetime) -> Answer:
    if by.via != SYSTEM:
        raise NotAllowed("the-house-plans")
    unit = home_unit()
    plan = standing(unit)
    missing = form.cleaned_data["missing"]
    if missing is not None and plan.seq >= missing:
        raise Refused("plan-overtaken", number=missing, known=plan.seq)
    if plan.stale_since is None:
        plan.stale_since = at
        say(
            PlanWentStale(plan.number, form.cleaned_data["why"]),
            subjects=(plan,),
            unit=unit.pk,
        )
    plan.stale_why = form.cleaned_data["why"]
    plan.save(update_fields=["stale_since", "stale_why"])
    return answer("plan-stale", number=plan.number)
