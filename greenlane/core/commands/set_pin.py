"""A person chooses the PIN that signs every release; only with the own password."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import WEB, Actor
from greenlane.core.called import account_subject, own_account
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import PinSet
from greenlane.core.kinds import DESK
from greenlane.core.models import Account, Refusal
from greenlane.core.refusals import NotAllowed

TRIES, PAUSE = 5, timedelta(minutes=5)  # wrong passwords before a pause


class SetPin(CommandForm):
    SECRETS: ClassVar[tuple[str, ...]] = ("password", "pin")
    password = forms.CharField(
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        label=_("Your password"),
    )
    pin = forms.RegexField(
        r"^[0-9]{4,12}$",
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off"}
        ),
        label=_("New PIN"),
        help_text=_("4 to 12 digits. Tell nobody: it is your signature."),
    )

    def clean_pin(self) -> str:
        pin = self.cleaned_data["pin"]
        if len(set(pin)) == 1 or pin in "01234567890" or pin in "09876543210":
            raise ValidationError(_("This PIN is too easy to guess."), code="easy-pin")
        # Hashed while the input is read: slow work has no place under the lock.
        return make_password(pin)


@command("core.set_pin", title=_("Set your PIN"), takes=SetPin, needs="", kind=DESK)
def set_pin(form: SetPin, *, by: Actor, at: datetime) -> Answer:
    if by.via != WEB:
        raise NotAllowed("pin-needs-its-person", next_step="log-in")
    [account] = locks.take(own_account())
    _know_the_person(account, form.cleaned_data["password"])
    account.pin = form.cleaned_data["pin"]
    account.save(update_fields=["pin"])
    subject = account_subject(account.pk)
    say(PinSet(account.pk), subjects=(subject,), unit=account.unit_id)
    return answer("pin-set")


def _know_the_person(account: Account, password: str) -> None:
    """The open screen is not the person: the password is asked, a few times only."""
    wrong = Refusal.objects.filter(
        account=account.pk, code="password-wrong", wall_at__gt=clock.wall() - PAUSE
    )
    if wrong.count() >= TRIES:
        raise NotAllowed("password-paused", next_step="wait-five-minutes")
    if not account.check_password(password):
        raise NotAllowed("password-wrong", next_step="type-password-again")
