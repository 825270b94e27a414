"""An account opens again, without any role: each is granted anew."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.access_facts import AccountReopened
from greenlane.core.actors import Actor
from greenlane.core.called import account_called, account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Account
from greenlane.core.refusals import Refused


class ReopenAccount(CommandForm):
    account = Text(max_length=60, label=_("Login name"))


@command(
    "core.reopen_account",
    title=_("Open an account again"),
    takes=ReopenAccount,
    needs="secure",
    kind=DESK,
)
def reopen_account(form: ReopenAccount, *, by: Actor, at: datetime) -> Answer:
    [account] = locks.take(account_called(form.cleaned_data["account"]))
    if account.is_active:
        raise Refused("account-open-already")
    reopen(account)
    return answer("account-reopened", account=account.pk)


def reopen(account: Account) -> None:
    """Inside a command, with the row locked."""
    account.is_active = True
    account.save(update_fields=["is_active"])
    say(
        AccountReopened(account.pk),
        subjects=(account_subject(account.pk),),
        unit=account.unit_id,
    )
