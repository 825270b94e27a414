"""Somebody forgot the password: an administrator gives one that is good once.

The person chooses an own one with it before anything else. Whoever gives a password
might use it: so it voids the PIN, and a new one needs a code of the security
administrator (`core.allow_pin`). Who gives passwords does not take off second proofs
either, and the other way round: nobody signs as somebody else alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from typing import ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import SYSTEM, Actor
from greenlane.core.called import account_called, account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import PasswordReset
from greenlane.core.kinds import DESK
from greenlane.core.models import Account, Grant
from greenlane.core.refusals import NotAllowed

ONCE = timedelta(hours=72)  # afterwards it opens nothing


class ResetPassword(CommandForm):
    SECRETS: ClassVar[tuple[str, ...]] = ("password",)
    account = Text(max_length=60, label=_("Login name"))
    password = forms.CharField(
        min_length=10,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        label=_("Password for once"),
        help_text=_("At least 10 characters; to be changed at the next login."),
    )

    def clean_password(self) -> str:
        # Hashed while the input is read: slow work has no place under the lock.
        return make_password(self.cleaned_data["password"])


@command(
    "core.reset_password",
    title=_("Give somebody a new password"),
    takes=ResetPassword,
    needs="administer",
    kind=DESK,
)
def reset_password(form: ResetPassword, *, by: Actor, at: datetime) -> Answer:
    [account] = locks.take(account_called(form.cleaned_data["account"]))
    _refuse(account, by=by)
    account.password = form.cleaned_data["password"]
    account.once_until = clock.wall() + ONCE
    account.save(update_fields=["password", "once_until"])
    account.shut_pin("administer")
    account.end_sessions()
    subject = account_subject(account.pk)
    say(PasswordReset(account.pk), subjects=(subject,), unit=account.unit_id)
    return answer("password-reset", good_until=account.once_until.isoformat())


def _refuse(account: Account, *, by: Actor) -> None:
    """Not for oneself, for nobody's account, for another office, or above one's own."""
    if account.sealed or not account.is_active:
        raise NotAllowed("nobodys-account-has-no-password")
    if by.via == SYSTEM:  # whoever stands at the machine founds the offices, too
        return
    if account.pk == by.account:
        raise NotAllowed("not-ones-own-password", next_step="core.set_password")
    apart = import_module(settings.GREENLANE_ROLES).APART
    mine = {role for _path, role in by.grants}
    held = Grant.objects.filter(account=account, revoked_at__isnull=True)
    for role, path in held.values_list("role", "unit__path"):
        if role in apart - mine:
            raise NotAllowed("password-of-an-administrator", next_step="the-machine")
        if not by.may("administer", path):
            raise NotAllowed("role-held-above", next_step="administrator-above")
