"""The seal is broken: whoever holds the code comes in, loudly and for some hours."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, emergency, locks
from greenlane.core.actors import SYSTEM, Actor
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Emergency
from greenlane.core.proof_facts import EmergencyOpened
from greenlane.core.refusals import NotAllowed
from greenlane.core.rows import home_unit


class OpenEmergency(CommandForm):
    code_sha256 = forms.RegexField(r"^[0-9a-f]{64}$", label=_("SHA-256 of the code"))
    who = Text(max_length=80, label=_("Your name"))
    why = Text(max_length=240, label=_("Why it is needed"))


@command(
    "core.open_emergency",
    title=_("Open the emergency account"),
    takes=OpenEmergency,
    needs="secure",
    kind=DESK,
)
def open_emergency(form: OpenEmergency, *, by: Actor, at: datetime) -> Answer:
    given, unit = form.cleaned_data, home_unit()
    if by.via != SYSTEM:  # through the entrance alone, never by one who is in already
        raise NotAllowed("the-house-alone-notes")
    rows = Emergency.objects.filter(unit=unit, code_sha256=given["code_sha256"])
    found = rows.filter(closed_at__isnull=True).first()
    if found is None:
        raise NotAllowed("emergency-code-wrong")
    [seal] = locks.take(found)
    if seal.opened_at or seal.closed_at:
        raise NotAllowed("emergency-code-wrong")
    lasts = emergency.lasts(unit)
    seal.opened_by, seal.why = given["who"], given["why"]
    seal.opened_at = clock.wall()
    seal.ends_at = seal.opened_at + lasts
    seal.save(update_fields=["opened_at", "opened_by", "why", "ends_at"])
    hours = round(lasts.total_seconds() / 3600, 1)
    say(
        EmergencyOpened(seal.account_id, unit.pk, hours),
        subjects=(seal, account_subject(seal.account_id)),
        unit=unit.pk,
    )
    return answer("emergency-opened", account=seal.account_id)
