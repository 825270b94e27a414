"""Evidence is taken back by anybody who knows better; what relied on it falls."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import RESTRICT
from greenlane.core.rows import find
from greenlane.safety.closure import behind, closure
from greenlane.safety.facts_evidence import EvidenceWithdrawn
from greenlane.safety.models import Evidence
from greenlane.safety.revoking import lock_with_reliance, revoke


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
    named = find(Evidence, given["evidence"])
    evidence, resting = lock_with_reliance(named, named.order)
    order = evidence.order
    if evidence.withdrawn_at is None:
        evidence.withdrawn_at, evidence.withdrawn_why = at, given["reason"]
        evidence.save(update_fields=["withdrawn_at", "withdrawn_why"])
    revoked = revoke(resting, order=order, code="evidence-withdrawn", at=at)
    subjects = (*behind(order, closure(order)), ("evidence", evidence.pk))
    fact = EvidenceWithdrawn(evidence.pk, evidence.kind, revoked)
    say(fact, subjects=subjects, unit=order.unit_id)
    return answer("evidence-withdrawn", evidence=evidence.pk, revoked=revoked)
