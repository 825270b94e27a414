"""A person changes the own password; whoever else was logged in with it is out."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.by_password import ByPassword, the_person
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.house_facts import PasswordSet
from greenlane.core.kinds import DESK
from greenlane.core.models import Account


def new_password(**more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    said = {"help_text": _("At least 10 characters."), **more}
    return forms.CharField(
        min_length=10,
        max_length=200,
        strip=False,
        widget=widget,
        label=_("New password"),
        **said,
    )


def again(**more: Any) -> forms.CharField:
    return forms.CharField(
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        label=_("The new password again"),
        **more,
    )


def chosen(cleaned: dict[str, Any]) -> str:
    """The hash of what was typed twice. Raises ValidationError."""
    twice: str = cleaned["again"]
    if twice != cleaned.get("new_password", twice):
        raise ValidationError(_("The two do not agree."), code="differs")
    # Hashed while the input is read: slow work has no place under the lock.
    return make_password(twice)


class SetPassword(ByPassword):
    SECRETS: ClassVar[tuple[str, ...]] = ("password", "new_password", "again")
    new_password = new_password()
    again = again()

    def clean_again(self) -> str:
        return chosen(self.cleaned_data)


@command(
    "core.set_password",
    title=_("Change your password"),
    takes=SetPassword,
    needs="",
    kind=DESK,
)
def set_password(form: SetPassword, *, by: Actor, at: datetime) -> Answer:
    account = the_person(by, form.cleaned_data["password"])
    change(account, form.cleaned_data["again"])
    return answer("password-set")


def change(account: Account, hashed: str) -> None:
    """Inside a command, with the row locked: nobody else is in any more."""
    account.password = hashed
    account.once_until = None
    account.save(update_fields=["password", "once_until"])
    account.end_sessions()
    subject = account_subject(account.pk)
    say(PasswordSet(account.pk), subjects=(subject,), unit=account.unit_id)
