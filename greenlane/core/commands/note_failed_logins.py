"""The house itself tells that somebody is guessing at an account's password."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import SYSTEM, Actor
from greenlane.core.called import account_called, account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.proof_facts import LoginsFailed
from greenlane.core.refusals import NotAllowed


class NoteFailedLogins(CommandForm):
    account = Text(max_length=60, label=_("Login name"))
    count = forms.IntegerField(min_value=1, max_value=100_000, label=_("Wrong logins"))


@command(
    "core.note_failed_logins",
    title=_("Note wrong logins"),
    takes=NoteFailedLogins,
    needs="secure",
    kind=DESK,
)
def note_failed_logins(form: NoteFailedLogins, *, by: Actor, at: datetime) -> Answer:
    if by.via != SYSTEM:
        raise NotAllowed("the-house-alone-notes")
    account = account_called(form.cleaned_data["account"])
    count = form.cleaned_data["count"]
    subject = account_subject(account.pk)
    say(LoginsFailed(account.pk, count), subjects=(subject,), unit=account.unit_id)
    return answer("noted", count=count)
