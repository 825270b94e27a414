"""Somebody leaves the company: roles, keys, logins and teams end in one act.

Whatever the person signed and was certified for stays on record, and counts no more.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import leaving, locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Account
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_moves import PersonLeft
from greenlane.workforce.models import Person
from greenlane.workforce.teams import take_out


class Leave(CommandForm):
    person = Id(kind="person", label=_("Person"))


@command(
    "workforce.leave",
    title=_("Somebody leaves"),
    takes=Leave,
    needs="secure",
    kind=DESK,
    relies_on=("workforce.person_left",),
)
def leave(form: Leave, *, by: Actor, at: datetime) -> Answer:
    found = rows.find(Person, form.cleaned_data["person"])
    ends = []
    if found.account is not None:
        leaving.may_be_shut(found.account, by=by)
        ends = leaving.locks_for(found.account)
    held = locks.take_all([found, *ends])
    [person] = [row for row in held if isinstance(row, Person)]
    if person.left_at:
        raise Refused("person-left-already")
    person.left_at = at
    person.save(update_fields=["left_at"])
    teams = take_out(person)
    roles, tokens = 0, 0
    for account in (row for row in held if isinstance(row, Account)):
        if account.is_active:
            roles, tokens = leaving.shut_out(account, by=by)
    say(PersonLeft(person.pk), subjects=(person,), unit=person.unit_id)
    return answer("person-left", roles=roles, tokens=tokens, teams=teams)
