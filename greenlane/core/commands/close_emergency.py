"""The emergency is over: the sealed account is shut at once, its code used up."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks, rows
from greenlane.core.actors import Actor
from greenlane.core.called import account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Emergency
from greenlane.core.proof_facts import EmergencyClosed
from greenlane.core.refusals import NotAllowed, Refused


class CloseEmergency(CommandForm):
    emergency = Id(kind="emergency", label=_("Emergency account"))


@command(
    "core.close_emergency",
    title=_("Shut the emergency account"),
    takes=CloseEmergency,
    needs="",
    kind=DESK,
)
def close_emergency(form: CloseEmergency, *, by: Actor, at: datetime) -> Answer:
    found = rows.find(Emergency, form.cleaned_data["emergency"])
    if found.account_id != by.account and not by.may("secure", found.unit.path):
        raise NotAllowed("role-missing", needs="secure")
    [seal, account] = locks.take(found, found.account)
    if seal.closed_at:
        raise Refused("emergency-shut-already")
    seal.closed_at = clock.wall()
    seal.save(update_fields=["closed_at"])
    account.end_sessions()
    say(
        EmergencyClosed(account.pk, seal.unit_id),
        subjects=(seal, account_subject(account.pk)),
        unit=seal.unit_id,
    )
    return answer("emergency-shut")
