"""A person chooses the PIN that signs every release; only with the own password.

Where somebody else gave the password, a code lets the PIN be set, and a new password is
chosen in the same act: whoever gave the old one may have been there first and have told
the person one that two know. With it alone the PIN could be set again.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, codes
from greenlane.core.actors import Actor
from greenlane.core.by_password import ByPassword, the_person
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.commands.set_password import again, change, chosen, new_password
from greenlane.core.house_facts import PinSet
from greenlane.core.kinds import DESK
from greenlane.core.models.account import PIN_FIELDS, Account
from greenlane.core.refusals import NotAllowed, Refused


class SetPin(ByPassword):
    SECRETS: ClassVar[tuple[str, ...]] = (
        "password",
        "pin",
        "code",
        "new_password",
        "again",
    )
    pin = forms.RegexField(
        r"^[0-9]{4,12}$",
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off"}
        ),
        label=_("New PIN"),
        help_text=_("4 to 12 digits. Tell nobody: it is your signature."),
    )
    code = forms.CharField(
        max_length=40,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters"}
        ),
        label=_("Code of the other administrator"),
        help_text=_("Only where an administrator gave you your password."),
    )
    new_password = new_password(
        help_text=_("With the code: one that nobody else knows."), required=False
    )
    again = again(required=False)

    def clean_pin(self) -> str:
        pin = self.cleaned_data["pin"]
        if len(set(pin)) == 1 or pin in "01234567890" or pin in "09876543210":
            raise ValidationError(_("This PIN is too easy to guess."), code="easy-pin")
        # Hashed while the input is read: slow work has no place under the lock.
        return make_password(pin)

    def clean_again(self) -> str:
        if not self.cleaned_data["again"] and not self.data.get("new_password"):
            return ""
        if self.cleaned_data["again"] == self.cleaned_data.get("password"):
            raise ValidationError(_("This is the old one."), code="same-password")
        return chosen(self.cleaned_data)


@command("core.set_pin", title=_("Set your PIN"), takes=SetPin, needs="", kind=DESK)
def set_pin(form: SetPin, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    account = the_person(by, given["password"])
    if account.pin_shut:
        _must_be_let(account, given["code"])
    if given["again"]:
        change(account, given["again"])
    elif account.pin_shut:
        raise Refused("password-of-ones-own", next_step="type-a-new-one")
    account.pin, account.pin_shut = given["pin"], False
    account.shut_by = ""
    account.pin_code_sha256, account.pin_code_until = "", None
    account.save(update_fields=PIN_FIELDS)
    subject = account_subject(account.pk)
    say(PinSet(account.pk), subjects=(subject,), unit=account.unit_id)
    return answer("pin-set")


def _must_be_let(account: Account, code: str) -> None:
    """Whoever gave the password knows it: it takes a second office to sign again."""
    until = account.pin_code_until
    if until is None or until <= clock.wall():
        if account.shut_by == "secure":
            raise NotAllowed("first-pin-shut", next_step="core.allow_first_pin")
        raise NotAllowed("pin-shut", next_step="core.allow_pin")
    if not constant_time_compare(codes.digest(code), account.pin_code_sha256):
        raise NotAllowed("pin-code-wrong", next_step="type-code-again")
