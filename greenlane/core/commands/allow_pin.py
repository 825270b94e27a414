"""Whose password an administrator has given sets a PIN again, by a second office.

The security administrator sees the person, and hands over a code in the hand. Whoever
gave the password may sit in the account, but does not have the code; whoever gives the
code does not have the password.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.called import account_called, account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.proof_facts import PinAllowed
from greenlane.core.refusals import NotAllowed, Refused

LASTS = timedelta(hours=1)  # the person stands there; no code lies about for days


class AllowPin(CommandForm):
    account = Text(max_length=60, label=_("Login name"))
    code_sha256 = forms.RegexField(r"^[0-9a-f]{64}$", label=_("SHA-256 of the code"))


@command(
    "core.allow_pin",
    title=_("Let somebody set a PIN again"),
    takes=AllowPin,
    needs="secure",
    kind=DESK,
)
def allow_pin(form: AllowPin, *, by: Actor, at: datetime) -> Answer:
    [account] = locks.take(account_called(form.cleaned_data["account"]))
    if account.pk == by.account:
        raise NotAllowed("not-ones-own-pin", next_step="second-administrator")
    if not account.pin_shut:
        raise Refused("pin-is-the-persons-own", next_step="core.set_pin")
    account.pin_code_sha256 = form.cleaned_data["code_sha256"]
    account.pin_code_until = clock.wall() + LASTS
    account.save(update_fields=["pin_code_sha256", "pin_code_until"])
    subject = account_subject(account.pk)
    say(PinAllowed(account.pk), subjects=(subject,), unit=account.unit_id)
    return answer("pin-allowed", good_until=account.pin_code_until.isoformat())
