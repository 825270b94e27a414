"""Somebody may log in from now on; roles and the PIN come after.

Whoever gives the first password knows it: so it is changed at the first login, and the
first PIN takes a code of the other office (`core.allow_first_pin`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock
from greenlane.core.actors import SYSTEM, Actor
from greenlane.core.called import account_subject, unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import AccountAdded
from greenlane.core.kinds import DESK
from greenlane.core.models import Account, Unit
from greenlane.core.refusals import Refused

ONCE = timedelta(days=14)  # until the first day at work; afterwards it opens nothing


def username() -> forms.RegexField:
    """What somebody types to log in: small letters, digits, and . _ -"""
    return forms.RegexField(r"^[a-z0-9][a-z0-9._-]{0,59}$", label=_("Login name"))


def first_password() -> forms.CharField:
    """Typed by whoever makes the account; its person changes it at the first login."""
    return forms.CharField(
        min_length=10,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        label=_("First password"),
        help_text=_("At least ten characters; to be changed at the first login."),
    )


def spoken() -> forms.ChoiceField:
    """The language of the pages."""
    return forms.ChoiceField(
        choices=[("", _("As the browser asks")), *settings.LANGUAGES],
        required=False,
        label=_("Language"),
    )


class AddAccount(CommandForm):
    SECRETS: ClassVar[tuple[str, ...]] = ("password",)
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    username = username()
    name = Text(max_length=120, label=_("Name"))
    password = first_password()
    language = spoken()

    def clean_password(self) -> str:
        # Hashed while the input is read: slow work has no place under the lock.
        return make_password(self.cleaned_data["password"])


@command(
    "core.add_account",
    title=_("Add an account"),
    takes=AddAccount,
    needs="secure",
    kind=DESK,
)
def add_account(form: AddAccount, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    unit = unit_called(given["unit"])
    account = make(unit, given, name=given["name"], by=by)
    return answer("account-added", account=account.pk)


def make(unit: Unit, given: dict[str, Any], *, name: str, by: Actor) -> Account:
    """Inside a command; the password comes hashed. Raises Refused: login-name-used.

    What the house itself makes, when it is founded, is nobody's to shut.
    """
    if Account.objects.filter(username=given["username"]).exists():
        raise Refused("login-name-used", field="username")
    account = Account.objects.create(
        unit=unit,
        username=given["username"],
        name=name,
        password=given["password"],
        language=given["language"],
        once_until=None if by.via == SYSTEM else clock.wall() + ONCE,
    )
    if by.via != SYSTEM:
        account.shut_pin("secure")
    subject = account_subject(account.pk)
    say(AccountAdded(account.pk), subjects=(subject,), unit=unit.pk)
    return account
