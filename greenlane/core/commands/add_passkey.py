"""A passkey becomes a second proof: the key stays in its device, half of it here."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, passkeys
from greenlane.core.actors import Actor
from greenlane.core.by_password import ByPassword, the_person
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.kinds import DESK
from greenlane.core.models import Factor, FactorKind
from greenlane.core.proof_facts import FactorAdded
from greenlane.core.refusals import Refused


class AddPasskey(ByPassword):
    field_order = ("name", "password")
    SECRETS: ClassVar[tuple[str, ...]] = ("password", "state", "answer")
    state = forms.CharField(max_length=2000, widget=forms.HiddenInput)
    answer = forms.CharField(max_length=8000, widget=forms.HiddenInput)
    name = Text(max_length=60, label=_("Name of the passkey"))


@command(
    "core.add_passkey",
    title=_("Add a passkey"),
    takes=AddPasskey,
    needs="",
    kind=DESK,
)
def add_passkey(form: AddPasskey, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    account = the_person(by, given["password"])
    if len(passkeys.of(account.pk)) >= passkeys.MOST:
        raise Refused("too-many-passkeys", most=passkeys.MOST)
    made = passkeys.take_new(account.pk, given["state"], given["answer"])
    factor = Factor.objects.create(
        unit_id=account.unit_id,
        account=account,
        kind=FactorKind.PASSKEY,
        name=given["name"],
        secret=made.public,
        credential=made.credential,
        counter=made.counter,
        added_at=clock.now(),
    )
    account.end_sessions()
    say(
        FactorAdded(account.pk, factor.pk, FactorKind.PASSKEY.value),
        subjects=(factor, account_subject(account.pk)),
        unit=account.unit_id,
    )
    return answer("factor-added", factor=factor.pk)
