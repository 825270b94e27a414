"""The dispatcher orders one act on one thing, or a whole switching order.

No clock time is ever part of it.
"""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import ReleaseForm
from greenlane.core.kinds import RELEASE
from greenlane.core.locks import Lock
from greenlane.core.refusals import Refused
from greenlane.safety.acts import SWITCHING
from greenlane.safety.closure import behind, closure
from greenlane.safety.facts_evidence import InstructionGiven
from greenlane.safety.giving import give_whole
from greenlane.safety.models import Instruction
from greenlane.safety.operators import must_dispatch
from greenlane.safety.signing import sign
from greenlane.safety.subjects import settled_order
from greenlane.work.models import Order
from greenlane.workforce.models import Person
from greenlane.workforce.queries import person_named, person_of

ACTS = [
    ("isolate", _("Isolate")),
    ("energise", _("Energise")),
    ("restore_source", _("Restore the source")),
    ("transfer_supply", _("Transfer the supply")),
    (SWITCHING, _("A whole switching order")),
]


class GiveInstruction(ReleaseForm):
    order = Id("order", label=_("Order"))
    act = forms.ChoiceField(choices=ACTS, label=_("Act"))
    target = forms.UUIDField(label=_("Step, infeed or switching order it is for"))
    text = Text(max_length=400, label=_("The words of the order"))


@command(
    "safety.give_instruction",
    title=_("Give an order to switch"),
    takes=GiveInstruction,
    needs="dispatch",
    kind=RELEASE,
    relies_on=("safety.occurrence", "work.stop"),
)
def give_instruction(form: GiveInstruction, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    order = settled_order(given["order"], Lock(Person, person.pk))
    must_dispatch(person_named(person.pk), at=clock.now())
    _must_be_there(order, given["act"], given["target"])
    is_whole = given["act"] == SWITCHING
    whole = [give_whole(order, given["target"], at=at)] if is_whole else []
    row = Instruction.objects.create(
        unit_id=order.unit_id, order=order, act=given["act"], target=given["target"],
        text=given["text"], given_by=person, given_at=at,
    )  # fmt: skip
    sign(row, person=person, role="dispatcher", by=by, at=at)
    fact = InstructionGiven(row.pk, row.act, row.target, person.pk)
    subjects = (*behind(order, closure(order)), ("instruction", row.pk))
    say(fact, subjects=(*subjects, *whole), unit=order.unit_id, stamps=(row,))
    return answer("instruction-given", instruction=row.pk)


def _must_be_there(order: Order, act: str, target: UUID) -> None:
    """Refused not-on-this-plant. What belongs to whom is known to each room."""
    is_of = import_module(settings.GREENLANE_TARGETS).TARGETS[act]
    if not is_of(order, act, target):
        raise Refused("not-on-this-plant", next_step="look-again", order=order.number)
