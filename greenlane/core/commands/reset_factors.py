"""Somebody lost every second proof: whoever lets people in takes them off."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.called import account_called, account_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import RecoveryCode
from greenlane.core.proof_facts import FactorsReset
from greenlane.core.refusals import NotAllowed, Refused


class ResetFactors(CommandForm):
    account = Text(max_length=60, label=_("Login name"))
    why = Text(max_length=240, label=_("Why"))


@command(
    "core.reset_factors",
    title=_("Take off somebody's second proofs"),
    takes=ResetFactors,
    needs="secure",
    kind=DESK,
)
def reset_factors(form: ResetFactors, *, by: Actor, at: datetime) -> Answer:
    [account] = locks.take(account_called(form.cleaned_data["account"]))
    if account.pk == by.account:
        raise NotAllowed("not-ones-own-proofs", next_step="second-administrator")
    held = account.factors.filter(removed_at__isnull=True)
    count = held.update(removed_at=clock.now())
    if not count:
        raise Refused("no-second-proof-yet")
    live = RecoveryCode.objects.filter(account=account, used_at__isnull=True)
    live.filter(void_at__isnull=True).update(void_at=clock.now())
    account.end_sessions()
    subject = account_subject(account.pk)
    say(FactorsReset(account.pk, count), subjects=(subject,), unit=account.unit_id)
    return answer("factors-reset", count=count)
