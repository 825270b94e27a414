"""A late message that was refused gets its decision: taken over by hand, or dropped."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import ClaimSettled
from greenlane.core.kinds import DESK
from greenlane.core.models import OpenClaim
from greenlane.core.refusals import Refused


class SettleClaim(CommandForm):
    claim = Id(kind="openclaim", label=_("Late message"))
    how = forms.ChoiceField(
        choices=[("taken", _("Taken over by hand")), ("dropped", _("Dropped"))],
        label=_("Decision"),
    )
    reason = Text(max_length=240, label=_("Reason"))


@command(
    "core.settle_claim",
    title=_("Settle a late message"),
    takes=SettleClaim,
    needs="plan",
    kind=DESK,
)
def settle_claim(form: SettleClaim, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [claim] = locks.take(rows.find(OpenClaim, given["claim"]))
    if claim.settled_at:
        raise Refused("claim-settled-already")
    claim.settled_at, claim.settled_by = clock.now(), by.account
    claim.settled_how, claim.settled_why = given["how"], given["reason"]
    claim.save()
    say(
        ClaimSettled(claim.pk, claim.command, given["how"] == "taken"),
        subjects=(claim,),
        unit=claim.unit_id,
    )
    return answer("claim-settled", claim=claim.pk)
