"""Somebody forgot the password: whoever lets people in gives a new first one.

The PIN goes with it. Otherwise whoever gave the password could sign as that person with
nothing but a PIN that was overheard; setting a new one is told in the journal.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.access_facts import PasswordReset
from greenlane.core.actors import Actor, apart
from greenlane.core.called import account_called, account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.commands.add_account import first_password
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Account, Grant
from greenlane.core.refusals import NotAllowed, Refused


class ResetPassword(CommandForm):
    SECRETS: ClassVar[tuple[str, ...]] = ("password",)
    account = Text(max_length=60, label=_("Login name"))
    password = first_password()

    def clean_password(self) -> str:
        # Hashed while the input is read: slow work has no place under the lock.
        return make_password(self.cleaned_data["password"])


@command(
    "core.reset_password",
    title=_("Give a new first password"),
    takes=ResetPassword,
    needs="secure",
    kind=DESK,
)
def reset_password(form: ResetPassword, *, by: Actor, at: datetime) -> Answer:
    [account] = locks.take(account_called(form.cleaned_data["account"]))
    _refuse(account, by=by)
    account.password, account.pin = form.cleaned_data["password"], ""
    account.save(update_fields=["password", "pin"])
    account.end_sessions()
    subject = account_subject(account.pk)
    say(PasswordReset(account.pk), subjects=(subject,), unit=account.unit_id)
    return answer("password-reset")


def _refuse(account: Account, *, by: Actor) -> None:
    """Whoever knows the password of another administrator holds two offices."""
    if account.sealed:
        raise NotAllowed("emergency-account-stays", next_step="own-account")
    if account.pk == by.account:
        raise NotAllowed("not-ones-own-password", next_step="core.set_password")
    held = Grant.objects.filter(account=account, revoked_at__isnull=True)
    if by.account is not None and held.filter(role__in=apart()).exists():
        raise NotAllowed("password-of-an-administrator", next_step="own-account")
    if not account.is_active:
        raise Refused("account-closed-already", next_step="core.reopen_account")
