"""Somebody who was unfit may be put to work again. Another person says so."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.workforce.facts_people import PersonFit
from greenlane.workforce.models import Person


class DeclareFit(CommandForm):
    person = Id(kind="person", label=_("Person"))


@command(
    "workforce.declare_fit",
    title=_("Declare somebody fit"),
    takes=DeclareFit,
    needs="plan",
    kind=DESK,
    relies_on=("workforce.person_unfit",),
)
def declare_fit(form: DeclareFit, *, by: Actor, at: datetime) -> Answer:
    [person] = locks.take(rows.find(Person, form.cleaned_data["person"]))
    if person.account_id is not None and person.account_id == by.account:
        raise NotAllowed("not-fit-by-oneself", next_step="dispatcher")
    if person.unfit_since is None:
        raise Refused("person-fit-already")
    person.unfit_since = None
    person.save(update_fields=["unfit_since"])
    say(PersonFit(person.pk), subjects=(person,), unit=person.unit_id)
    return answer("declared-fit", person=person.pk)
