"""A reading was written down wrong: a new record corrects it, the old one stays."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Rows, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety.closure import behind, closure
from greenlane.safety.commands.record_test import ReadingRow
from greenlane.safety.completeness import must_be_whole
from greenlane.safety.facts_evidence import EvidenceCorrected
from greenlane.safety.limits import pack_of
from greenlane.safety.models import Evidence
from greenlane.safety.recording import Line, judge, record
from greenlane.safety.revoking import lock_with_reliance, revoke
from greenlane.workforce.queries import person_of

MEASURED = frozenset({"dead_test", "live_check"})


class CorrectReading(CommandForm):
    evidence = Id("evidence", label=_("Record"))
    reason = Text(max_length=240, label=_("Why"))
    readings = Rows(ReadingRow, label=_("Readings as they really were"))


@command(
    "safety.correct_reading",
    title=_("Correct a reading"),
    takes=CorrectReading,
    needs="test",
    kind=DESK,
    relies_on=("safety.evidence",),
)
def correct_reading(form: CorrectReading, *, by: Actor, at: datetime) -> Answer:
    given, person = form.cleaned_data, person_of(by)
    named = find(Evidence, given["evidence"])
    old, resting = lock_with_reliance(named, named.order)
    if old.kind not in MEASURED:
        raise Refused("not-a-measurement", next_step="safety.withdraw_evidence")
    if old.withdrawn_at or hasattr(old, "corrected_by"):
        raise Refused("already-replaced", next_step="look-again")
    order, pack = old.order, pack_of(old.order)
    lines = [judge(pack, row) for row in given["readings"]]
    must_be_whole(pack, old.kind, old.covers.removeprefix("area:"), lines)
    new = record(
        old.kind,
        order=order,
        task=old.task,
        covers=old.covers,
        lines=[*lines, *_people(old)],
        by=person,
        at=old.at,
        corrects=old,
        instrument=old.instrument,
        note=given["reason"],
    )
    if not new.passed:
        revoke(resting, order=order, code="reading-corrected", at=at)
    subjects = (*behind(order, closure(order)), ("evidence", new.pk))
    fact = EvidenceCorrected(new.pk, old.pk, old.kind, new.passed)
    say(fact, subjects=subjects, unit=order.unit_id, stamps=(new,))
    return answer("reading-corrected", evidence=new.pk, passed=new.passed)


def _people(old: Evidence) -> list[Line]:
    """Who was there stays as it was told: only figures are corrected here."""
    named = old.lines.filter(person__isnull=False).order_by("id")
    return [Line(each.what, each.ok, person=each.person_id) for each in named]
