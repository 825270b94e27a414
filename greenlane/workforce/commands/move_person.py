"""Somebody goes to work for another unit: certificates and login go along.

Roles stay where they were granted: whoever lets people in decides about them.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.called import unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Account, Unit
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_moves import PersonMoved
from greenlane.workforce.models import Affiliation, Certificate, Person
from greenlane.workforce.teams import take_out


class MovePerson(CommandForm):
    person = Id(kind="person", label=_("Person"))
    unit = Text(max_length=8, label=_("Code of the new unit"))


@command(
    "workforce.move_person",
    title=_("Move a person to another unit"),
    takes=MovePerson,
    needs="administer",
    kind=DESK,
    relies_on=("workforce.person_moved",),
)
def move_person(form: MovePerson, *, by: Actor, at: datetime) -> Answer:
    found = rows.find(Person, form.cleaned_data["person"])
    unit = unit_called(form.cleaned_data["unit"])
    [person] = locks.take(found)
    before = person.unit_id
    if before == unit.pk:
        raise Refused("nothing-to-change")
    if person.left_at:
        raise Refused("person-left", next_step="workforce.come_back")
    _refuse_twins(person, unit)
    take_out(person, keep=unit)
    _carry_over(person, unit)
    for each in (before, unit.pk):
        say(PersonMoved(person.pk, unit.code), subjects=(person,), unit=each)
    return answer("person-moved", person=person.pk, unit=unit.code)


def _refuse_twins(person: Person, unit: Unit) -> None:
    """Staff numbers and numbers of certificates are unique in a unit."""
    number = person.staff_number
    if Person.objects.filter(unit=unit, staff_number=number).exists():
        raise Refused("staff-number-used", field="unit", number=number)
    mine = person.certificates.values_list("number", flat=True)
    twins = Certificate.objects.filter(unit=unit, number__in=mine)
    if twin := twins.values_list("number", flat=True).first():
        raise Refused("certificate-number-used", field="unit", number=twin)


def _carry_over(person: Person, unit: Unit) -> None:
    Certificate.objects.filter(person=person).update(unit=unit)
    Affiliation.objects.filter(person=person).update(unit=unit)
    login = Account.objects.filter(person=person, unit=person.unit_id)
    login.update(unit=unit)
    person.unit = unit
    person.save(update_fields=["unit"])
