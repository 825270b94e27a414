"""Somebody can be called, certified and put to work from now on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import rows
from greenlane.core.actors import Actor
from greenlane.core.called import account_called, unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Account, Unit
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_people import PersonAdded
from greenlane.workforce.fields import phone
from greenlane.workforce.models import Organisation, Person, Pool


def login_name() -> Text:
    """The account that this person logs in with."""
    return Text(
        max_length=60,
        label=_("Login name"),
        required=False,
        help_text=_("Only who logs in can sign."),
    )


class AddPerson(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    staff_number = Text(max_length=40, label=_("Staff number"))
    name_zh = Text(max_length=80, label=_("Name in Chinese"))
    name_en = Text(max_length=80, label=_("Name in English"), required=False)
    phone = phone()
    organisation = Id(kind="organisation", label=_("Organisation"), required=False)
    pool = forms.ChoiceField(choices=Pool.choices, label=_("Pool"))
    account = login_name()


@command(
    "workforce.add_person",
    title=_("Add a person"),
    takes=AddPerson,
    needs="administer",
    kind=DESK,
)
def add_person(form: AddPerson, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    unit = unit_called(given.pop("unit"))
    given["organisation"] = organisation(given["organisation"])
    given["account"] = account(given["account"])
    _refuse_a_twin(unit, given["staff_number"])
    person = Person.objects.create(unit=unit, **given)
    say(PersonAdded(person.pk, person.pool), subjects=(person,), unit=unit.pk)
    return answer("person-added", person=person.pk)


def organisation(key: UUID | None) -> Organisation | None:
    """The organisation that a form names, where it names one."""
    return rows.find(Organisation, key) if key else None


def account(username: str, *, but: Person | None = None) -> Account | None:
    """The login that a form names. It stands for one person, and for nobody else."""
    if not username:
        return None
    found = account_called(username)
    others = Person.objects.filter(account=found)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refused("account-has-a-person", field="account")
    return found


def _refuse_a_twin(unit: Unit, number: str) -> None:
    if Person.objects.filter(unit=unit, staff_number=number).exists():
        raise Refused("staff-number-used", field="staff_number", number=number)
