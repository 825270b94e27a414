"""A switching order is not carried on: the dispatcher says why. What was done stays."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import take
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety.acts import SWITCHING
from greenlane.safety.facts_evidence import InstructionWithdrawn
from greenlane.safety.facts_switching import SwitchingAbandoned
from greenlane.safety.models import Instruction, SwitchingOrder
from greenlane.workforce.queries import person_of


class AbandonSwitching(ReleaseForm):
    switching = Id("switchingorder", label=_("Switching order"))
    reason = Text(max_length=240, label=_("Why it is not carried on"))


@command(
    "safety.abandon_switching",
    title=_("Abandon a switching order"),
    takes=AbandonSwitching,
    needs="dispatch",
    kind=RELEASE,
    relies_on=("safety.switching",),
)
def abandon_switching(form: AbandonSwitching, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    named = find(SwitchingOrder, given["switching"])
    order, row = take(named.order, named)
    if row.ended_at is not None:
        raise Refused("switching-over", switching=row.number)
    rows = Instruction.objects.filter(
        order=order, act=SWITCHING, target=row.pk, withdrawn_at=None, used_at=None
    )
    for each in take(*rows):
        each.withdrawn_at = at
        each.save(update_fields=["withdrawn_at"])
        subjects = (order, ("instruction", each.pk))
        say(InstructionWithdrawn(each.pk), subjects=subjects, unit=row.unit_id)
    row.ended_at, row.ended_by, row.abandoned_why = at, person, given["reason"]
    row.save(update_fields=["ended_at", "ended_by", "abandoned_why"])
    left = row.steps.filter(done_at__isnull=True).count()
    fact = SwitchingAbandoned(row.pk, person.pk, left)
    say(fact, subjects=(order, row), unit=row.unit_id)
    return answer("switching-abandoned", switching=row.pk, left=left)
