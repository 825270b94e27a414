"""A PIN in an account whose password somebody else gave: by a code of a second office.

The system administrator gives new passwords, the security administrator gives the first
one. Whoever gave the password may sit in the account, but does not have the code;
whoever gives the code does not have the password. The person gets both.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.called import account_called, account_subject
from greenlane.core.command import Answer, answer, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.models import Account
from greenlane.core.proof_facts import PinAllowed
from greenlane.core.refusals import NotAllowed, Refused

# Which office hands over the code where this one gave the password.
OTHER = {"administer": "secure", "secure": "administer"}


class ForAccount(CommandForm):
    account = Text(max_length=60, label=_("Login name"))
    code_sha256 = forms.RegexField(r"^[0-9a-f]{64}$", label=_("SHA-256 of the code"))


def hand_over(form: ForAccount, *, office: str, lasts: timedelta, by: Actor) -> Answer:
    """Inside a command of this office. Raises Refused, NotAllowed."""
    [account] = locks.take(account_called(form.cleaned_data["account"]))
    _refuse(account, office, by=by)
    account.pin_code_sha256 = form.cleaned_data["code_sha256"]
    until: datetime = clock.wall() + lasts
    account.pin_code_until = until
    account.save(update_fields=["pin_code_sha256", "pin_code_until"])
    subject = account_subject(account.pk)
    say(PinAllowed(account.pk), subjects=(subject,), unit=account.unit_id)
    return answer("pin-allowed", good_until=until.isoformat())


def _refuse(account: Account, office: str, *, by: Actor) -> None:
    if account.pk == by.account:
        raise NotAllowed("not-ones-own-pin", next_step="second-administrator")
    if not account.pin_shut:
        raise Refused("pin-is-the-persons-own", next_step="core.set_pin")
    if OTHER.get(account.shut_by, "secure") == office:
        return
    if office == "secure":
        raise NotAllowed("first-pin-shut", next_step="core.allow_first_pin")
    raise NotAllowed("pin-shut", next_step="core.allow_pin")
