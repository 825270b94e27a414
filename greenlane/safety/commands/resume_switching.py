"""The dispatcher alone lets a stopped switching order go on, and says why."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import take
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety.facts_switching import SwitchingResumed
from greenlane.safety.models import SwitchingBreak, SwitchingOrder
from greenlane.safety.operators import must_dispatch
from greenlane.workforce.queries import person_of


class ResumeSwitching(ReleaseForm):
    switching = Id("switchingorder", label=_("Switching order"))
    reason = Text(max_length=240, label=_("What was found, and why it may go on"))


@command(
    "safety.resume_switching",
    title=_("Let a switching order go on"),
    takes=ResumeSwitching,
    needs="dispatch",
    kind=RELEASE,
    relies_on=("safety.switching", "safety.occurrence", "work.work_stopped"),
)
def resume_switching(form: ResumeSwitching, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    named = find(SwitchingOrder, given["switching"])
    order, row, person = take(named.order, named, person)
    must_dispatch(person, at=clock.now())
    rest = SwitchingBreak.objects.filter(switching=row, resumed_at=None).first()
    if rest is None:
        raise Refused("switching-not-stopped", next_step="look-again")
    rest.resumed_at, rest.resumed_by, rest.resumed_why = at, person, given["reason"]
    rest.save(update_fields=["resumed_at", "resumed_by", "resumed_why"])
    say(
        SwitchingResumed(row.pk, person.pk),
        subjects=(order, row, rest),
        unit=row.unit_id,
    )
    return answer("switching-resumed", switching=row.pk)
