"""The unit's emergency account is sealed (anew); its code is drawn elsewhere, once."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.called import account_subject, unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Account, Emergency, Unit
from greenlane.core.proof_facts import EmergencySealed
from greenlane.core.refusals import Refused


class SealEmergency(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    code_sha256 = forms.RegexField(r"^[0-9a-f]{64}$", label=_("SHA-256 of the code"))


@command(
    "core.seal_emergency",
    title=_("Seal the emergency account"),
    takes=SealEmergency,
    needs="secure",
    kind=DESK,
)
def seal_emergency(form: SealEmergency, *, by: Actor, at: datetime) -> Answer:
    unit: Unit
    [unit] = locks.take(unit_called(form.cleaned_data["unit"]))
    code = form.cleaned_data["code_sha256"]
    if Emergency.objects.filter(code_sha256=code).exists():
        raise Refused("emergency-code-used", next_step="core.seal_emergency")
    before = Emergency.objects.filter(unit=unit, closed_at__isnull=True)
    before.update(closed_at=clock.wall())
    account = _account(unit)
    account.end_sessions()
    seal = Emergency.objects.create(
        unit=unit, account=account, code_sha256=code, sealed_at=clock.wall()
    )
    say(
        EmergencySealed(account.pk, unit.pk),
        subjects=(seal, account_subject(account.pk)),
        unit=unit.pk,
    )
    return answer("emergency-sealed", account=account.username)


def _account(unit: Unit) -> Account:
    """The sealed account of the unit; nobody logs in with it by a password."""
    name = f"emergency-{unit.code.lower()}"
    found = Account.objects.filter(username=name).first()
    if found is None:
        return Account.objects.create(
            unit=unit,
            username=name,
            name=f"EMERGENCY {unit.code}",
            password=make_password(None),
            sealed=True,
        )
    if not found.sealed:
        raise Refused("login-name-used")
    return found
