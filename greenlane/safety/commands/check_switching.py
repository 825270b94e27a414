"""Another person than the writer goes through the steps, and signs them as right."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import take
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety.facts_switching import SwitchingChecked
from greenlane.safety.models import SwitchingOrder
from greenlane.safety.operators import must_be_switcher
from greenlane.safety.signing import sign
from greenlane.workforce.queries import person_of


class CheckSwitching(ReleaseForm):
    switching = Id("switchingorder", label=_("Switching order"))


@command(
    "safety.check_switching",
    title=_("Check a switching order"),
    takes=CheckSwitching,
    needs="switch",
    kind=RELEASE,
    relies_on=("safety.switching",),
)
def check_switching(form: CheckSwitching, *, by: Actor, at: datetime) -> Answer:
    named = find(SwitchingOrder, form.cleaned_data["switching"])
    order, person, row = take(named.order, person_of(by), named)
    if row.ended_at is not None:
        raise Refused("switching-over", switching=row.number)
    if row.checked_at is not None:
        raise Refused("switching-checked-already", next_step="look-again")
    if row.written_by_id == person.pk:
        raise Refused("writer-may-not-check", next_step="ask-another-operator")
    must_be_switcher(person, at=clock.now())
    row.checked_by, row.checked_at = person, at
    row.save(update_fields=["checked_by", "checked_at"])
    sign(row, person=person, role="checker", by=by, at=at)
    say(SwitchingChecked(row.pk, person.pk), subjects=(order, row), unit=row.unit_id)
    return answer("switching-checked", switching=row.pk)
