"""An account opens nothing any more: its roles, keys and logins end at once."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import leaving, locks
from greenlane.core.actors import Actor
from greenlane.core.called import account_called
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Account
from greenlane.core.refusals import Refused


class CloseAccount(CommandForm):
    account = Text(max_length=60, label=_("Login name"))


@command(
    "core.close_account",
    title=_("Close an account"),
    takes=CloseAccount,
    needs="secure",
    kind=DESK,
)
def close_account(form: CloseAccount, *, by: Actor, at: datetime) -> Answer:
    found = account_called(form.cleaned_data["account"])
    leaving.may_be_shut(found, by=by)
    held = locks.take_all(leaving.locks_for(found))
    [account] = [row for row in held if isinstance(row, Account)]
    if not account.is_active:
        raise Refused("account-closed-already")
    ended = leaving.shut_out(account, by=by)
    return answer("account-closed", roles=ended.roles, tokens=ended.tokens)
