"""The open screen is not the person: what is theirs alone asks for the password."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import WEB, Actor
from greenlane.core.called import own_account
from greenlane.core.command import current
from greenlane.core.forms import CommandForm
from greenlane.core.models import Account, Refusal
from greenlane.core.refusals import NotAllowed

TRIES, PAUSE = 5, timedelta(minutes=5)  # wrong passwords before a pause
CHANGES_IT = "core.set_password"


class ByPassword(CommandForm):
    """Base of the forms by which people change their own proofs."""

    password = forms.CharField(
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        label=_("Your password"),
    )


def the_person(by: Actor, password: str) -> Account:
    """The own account, locked. The password is asked, a few times only."""
    if by.via != WEB:
        raise NotAllowed("pin-needs-its-person", next_step="log-in")
    account: Account
    [account] = locks.take(own_account())
    wrong = Refusal.objects.filter(
        account=account.pk, code="password-wrong", wall_at__gt=clock.wall() - PAUSE
    )
    if wrong.count() >= TRIES:
        raise NotAllowed("password-paused", next_step="wait-five-minutes")
    if not account.check_password(password):
        raise NotAllowed("password-wrong", next_step="type-password-again")
    if account.once_until is not None and account.once_until <= clock.wall():
        raise NotAllowed("password-ran-out", next_step="administrator")
    if account.once_until is not None and current().command.name != CHANGES_IT:
        # Somebody else knows it: nothing else is proved with it.
        raise NotAllowed("password-due", next_step=CHANGES_IT)
    return account
