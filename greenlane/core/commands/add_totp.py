"""An app that shows codes becomes a second proof: its first code proves it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, second
from greenlane.core.actors import Actor
from greenlane.core.by_password import ByPassword, the_person
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.kinds import DESK
from greenlane.core.models import Factor, FactorKind
from greenlane.core.proof_facts import FactorAdded
from greenlane.core.refusals import NotAllowed, Refused


class AddTotp(ByPassword):
    field_order = ("code", "name", "password")
    SECRETS: ClassVar[tuple[str, ...]] = ("password", "offer", "code")
    offer = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    name = Text(max_length=60, label=_("Name of the app or telephone"))
    code = forms.CharField(
        max_length=20,
        label=_("Code that the app shows now"),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )


@command(
    "core.add_totp",
    title=_("Add an app that shows codes"),
    takes=AddTotp,
    needs="",
    kind=DESK,
)
def add_totp(form: AddTotp, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    account = the_person(by, given["password"])
    secret = second.offered(account.pk, given["offer"])
    held = account.factors.filter(kind=FactorKind.TOTP, removed_at__isnull=True)
    if held.exists():
        raise Refused("app-held-already", next_step="core.remove_factor")
    step = second.step_of(secret, given["code"])
    if step is None:
        raise NotAllowed("code-wrong", next_step="type-code-again")
    factor = Factor.objects.create(
        unit_id=account.unit_id,
        account=account,
        kind=FactorKind.TOTP,
        name=given["name"],
        secret=second.seal(secret),
        counter=step,
        added_at=clock.now(),
    )
    account.end_sessions()
    say(
        FactorAdded(account.pk, factor.pk, FactorKind.TOTP.value),
        subjects=(factor, account_subject(account.pk)),
        unit=account.unit_id,
    )
    return answer("factor-added", factor=factor.pk)
