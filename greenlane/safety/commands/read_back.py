"""The operator reads the order back; word for word, or it does not count."""

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
from greenlane.safety.closure import behind, closure
from greenlane.safety.facts_evidence import InstructionReadBack
from greenlane.safety.models import Instruction
from greenlane.safety.operators import must_be_switcher
from greenlane.safety.signing import sign
from greenlane.workforce.queries import person_of


class ReadBack(ReleaseForm):
    instruction = Id("instruction", label=_("Order to switch"))
    text = Text(max_length=400, label=_("Read the order back, word for word"))


@command(
    "safety.read_back",
    title=_("Read an order back"),
    takes=ReadBack,
    needs="switch",
    kind=RELEASE,
    relies_on=("safety.instruction",),
)
def read_back(form: ReadBack, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    named = find(Instruction, given["instruction"])
    order, row, person = take(named.order, named, person)
    if row.used_at or row.withdrawn_at:
        raise Refused("instruction-not-open", next_step="safety.give_instruction")
    if row.read_back_at:
        raise Refused("already-read-back", next_step="look-again")
    if row.given_by_id == person.pk:
        raise Refused("giver-may-not-read-back", next_step="ask-another-operator")
    if "".join(given["text"].split()) != "".join(row.text.split()):
        raise Refused("read-back-differs", next_step="safety.read_back")
    must_be_switcher(person, at=clock.now())
    row.read_back_by, row.read_back_at = person, at
    row.save(update_fields=["read_back_by", "read_back_at"])
    sign(row, person=person, role="operator", by=by, at=at)
    subjects = (*behind(order, closure(order)), ("instruction", row.pk))
    say(InstructionReadBack(row.pk, person.pk), subjects=subjects, unit=order.unit_id)
    return answer("instruction-read-back", instruction=row.pk)
