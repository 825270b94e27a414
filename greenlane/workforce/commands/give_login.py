"""Somebody who is on record gets a login, and a first role with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.commands.add_account import (
    first_password,
    make,
    spoken,
    username,
)
from greenlane.core.commands.grant_role import give, role_choices
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_moves import LoginGiven
from greenlane.workforce.models import Person


def _roles() -> list[tuple[str, Any]]:
    return [("", _("None yet")), *role_choices()]


class GiveLogin(CommandForm):
    SECRETS: ClassVar[tuple[str, ...]] = ("password",)
    person = Id(kind="person", label=_("Person"))
    username = username()
    password = first_password()
    role = forms.ChoiceField(
        choices=_roles,
        required=False,
        label=_("First role"),
        help_text=_("It is held in the unit of the person."),
    )
    language = spoken()

    def clean_password(self) -> str:
        # Hashed while the input is read: slow work has no place under the lock.
        return make_password(self.cleaned_data["password"])


@command(
    "workforce.give_login",
    title=_("Give a person a login"),
    takes=GiveLogin,
    needs="secure",
    kind=DESK,
)
def give_login(form: GiveLogin, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [person] = locks.take(rows.find(Person, given["person"]))
    if person.left_at:
        raise Refused("person-left", next_step="workforce.come_back")
    if person.account_id:
        raise Refused("person-has-login", next_step="core.grant_role")
    account = make(person.unit, given, name=person.name_zh, by=by)
    person.account = account
    person.save(update_fields=["account"])
    say(LoginGiven(person.pk, account.pk), subjects=(person,), unit=person.unit_id)
    if given["role"]:
        give(account, given["role"], person.unit, by=by)
    return answer("login-given", person=person.pk, account=account.pk)
