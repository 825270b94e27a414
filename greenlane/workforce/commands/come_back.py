"""Somebody who left works here again: the login opens, roles are granted anew."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.commands.reopen_account import reopen
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_moves import PersonCameBack
from greenlane.workforce.models import Person


class ComeBack(CommandForm):
    person = Id(kind="person", label=_("Person"))


@command(
    "workforce.come_back",
    title=_("Somebody comes back"),
    takes=ComeBack,
    needs="secure",
    kind=DESK,
)
def come_back(form: ComeBack, *, by: Actor, at: datetime) -> Answer:
    [person] = locks.take(rows.find(Person, form.cleaned_data["person"]))
    if not person.left_at:
        raise Refused("person-is-here")
    person.left_at = None
    person.save(update_fields=["left_at"])
    if person.account is not None:
        [account] = locks.take(person.account)
        if not account.is_active:
            reopen(account)
    say(PersonCameBack(person.pk), subjects=(person,), unit=person.unit_id)
    return answer("person-came-back", person=person.pk)
