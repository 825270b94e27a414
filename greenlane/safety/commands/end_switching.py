"""Every step is done: the operator reports so, and the dispatcher's order is used."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import take
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety.acts import VERBS
from greenlane.safety.facts_switching import SwitchingEnded
from greenlane.safety.in_turn import Standing, open_ones
from greenlane.safety.instructions import use
from greenlane.safety.models import SwitchingOrder
from greenlane.workforce.queries import person_of


class EndSwitching(ReleaseForm):
    switching = Id("switchingorder", label=_("Switching order"))


@command(
    "safety.end_switching",
    title=_("Report a switching order as done"),
    takes=EndSwitching,
    needs="switch",
    kind=RELEASE,
    relies_on=("safety.switching", "safety.instruction"),
)
def end_switching(form: EndSwitching, *, by: Actor, at: datetime) -> Answer:
    person = person_of(by)
    named = find(SwitchingOrder, form.cleaned_data["switching"])
    order, row = take(named.order, named)
    stands = next((x for x in open_ones(order.pk) if x.row.pk == row.pk), None)
    _must_be_done(row, stands)
    given = stands.instruction if stands else None
    if given is not None and given.read_back_at is not None:
        [given] = take(given)
        use(given, used_for=row.pk, at=at)
    row.ended_at, row.ended_by = at, person
    row.save(update_fields=["ended_at", "ended_by"])
    say(SwitchingEnded(row.pk, person.pk), subjects=(order, row), unit=row.unit_id)
    return answer("switching-ended", switching=row.pk)


def _must_be_done(row: SwitchingOrder, stands: Standing | None) -> None:
    """Nothing is left, and nobody said stop. What is not done is abandoned instead."""
    about = {"switching": row.number}
    if stands is None:
        raise Refused("switching-over", **about)
    if (due := stands.next) is not None:
        verb = VERBS.get(due.act, "safety.carry_out_step")
        facts = {**about, "place": due.place, "step": due.action}
        raise Refused("switching-steps-left", next_step=verb, **facts)
    if stands.stopped:
        raise Refused("switching-stopped", next_step="safety.resume_switching", **about)
