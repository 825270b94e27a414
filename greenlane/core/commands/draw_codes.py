"""Codes on paper, for the day the telephone is lost. Here come only their hashes."""

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
from greenlane.core.kinds import DESK
from greenlane.core.models import RecoveryCode
from greenlane.core.proof_facts import CodesDrawn
from greenlane.core.refusals import Refused


class DrawCodes(ByPassword):
    SECRETS: ClassVar[tuple[str, ...]] = ("password", "digests")
    digests = forms.RegexField(
        rf"^[0-9a-f]{{64}}( [0-9a-f]{{64}}){{0,{second.CODES - 1}}}$",
        label=_("SHA-256 of the codes"),
    )


@command(
    "core.draw_codes",
    title=_("Draw codes for paper"),
    takes=DrawCodes,
    needs="",
    kind=DESK,
)
def draw_codes(form: DrawCodes, *, by: Actor, at: datetime) -> Answer:
    account = the_person(by, form.cleaned_data["password"])
    digests = sorted(set(form.cleaned_data["digests"].split()))
    if not second.has_one(account.pk):
        raise Refused("no-second-proof-yet", next_step="core.add_totp")
    if RecoveryCode.objects.filter(account=account, digest__in=digests).exists():
        raise Refused("code-used-before", next_step="core.draw_codes")
    live = RecoveryCode.objects.filter(account=account, used_at__isnull=True)
    live.filter(void_at__isnull=True).update(void_at=clock.now())
    for digest in digests:
        RecoveryCode.objects.create(
            unit_id=account.unit_id,
            account=account,
            digest=digest,
            drawn_at=clock.now(),
        )
    subject = account_subject(account.pk)
    say(CodesDrawn(account.pk, len(digests)), subjects=(subject,), unit=account.unit_id)
    return answer("codes-drawn", count=len(digests))
