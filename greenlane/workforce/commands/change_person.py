"""What is on record about somebody changes: name, phone, organisation, pool, login."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.commands.add_person import (
    account,
    login_name,
    organisation,
)
from greenlane.workforce.facts_people import PersonChanged
from greenlane.workforce.fields import phone
from greenlane.workforce.models import Person, Pool


class ChangePerson(CommandForm):
    """What stays empty stays as it is."""

    person = Id(kind="person", label=_("Person"))
    name_zh = Text(max_length=80, label=_("Name in Chinese"), required=False)
    name_en = Text(max_length=80, label=_("Name in English"), required=False)
    phone = phone()
    organisation = Id(kind="organisation", label=_("Organisation"), required=False)
    pool = forms.ChoiceField(
        choices=[("", "—"), *Pool.choices], label=_("Pool"), required=False
    )
    account = login_name()


@command(
    "workforce.change_person",
    title=_("Change a person"),
    takes=ChangePerson,
    needs="administer",
    kind=DESK,
    relies_on=("workforce.person_changed",),
)
def change_person(form: ChangePerson, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    person = rows.find(Person, given.pop("person"))
    given["organisation"] = organisation(given["organisation"])
    given["account"] = account(given["account"], but=person)
    [person] = locks.take(person)
    fresh = {key: value for key, value in given.items() if value}
    changed = [key for key, value in fresh.items() if getattr(person, key) != value]
    if not changed:
        raise Refused("nothing-to-change")
    for key in changed:
        setattr(person, key, fresh[key])
    person.save(update_fields=changed)
    say(PersonChanged(person.pk, person.pool), subjects=(person,), unit=person.unit_id)
    return answer("person-changed", person=person.pk)
