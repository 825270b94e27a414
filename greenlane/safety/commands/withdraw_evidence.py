"""Evidence is taken back by anybody who knows better; what relied on it falls."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.rows import find
from greenlane.safety.models import Evidence
from greenlane.safety.revoking import withdraw


class WithdrawEvidence(CommandForm):
    evidence = Id("evidence", label=_("Record"))
    reason = Text(max_length=240, label=_("Why"), required=False)


@command(
    "safety.withdraw_evidence",
    title=_("Withdraw a record"),
    takes=WithdrawEvidence,
    needs="",
    kind=RESTRICT,
)
def withdraw_evidence(form: WithdrawEvidence, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    named, why = find(Evidence, given["evidence"]), given["reason"]
    revoked = withdraw(named, why=why, code="evidence-withdrawn", at=at)
    return answer("evidence-withdrawn", evidence=named.pk, revoked=revoked)
