"""How evidence is written down: one row, its lines, one fact; limits from the pack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from greenlane.core import clock
from greenlane.core.command import say
from greenlane.core.packs import Pack
from greenlane.core.refusals import Refused
from greenlane.safety.closure import behind, closure
from greenlane.safety.facts_evidence import EvidenceRecorded
from greenlane.safety.models import Evidence, EvidenceLine, Ticket
from greenlane.safety.operators import must_prove
from greenlane.safety.revoking import fail
from greenlane.work.models import Order, Task
from greenlane.workforce.models import Person


@dataclass(frozen=True)
class Line:
    """One entry of a record. `value` bears `unit`; `limit` is the judging key."""

    what: str
    ok: bool
    phase: str = ""
    value: Decimal | None = None
    unit: str = ""
    limit: str = ""
    answer: str = ""
    person: UUID | None = None
    infeed: UUID | None = None
    blob: str = ""


def judge(pack: Pack, row: dict[str, Any]) -> Line:
    """A reading against the pack: {kind, phase, value, unit_of_measure} or
    {kind, answer}.

    Raises Refused "no-limit-known", "unit-differs" or "reading-empty", naming the kind.
    """
    kind, value = row["kind"], row.get("value")
    if value is None:
        return _answered(pack, row)
    ok, used = True, []
    for end in ("min", "max"):
        key = f"readings.{kind}.{end}"
        if key not in pack.values:
            continue
        bound = pack.value(key)
        if bound.unit != row["unit_of_measure"]:
            raise Refused("unit-differs", reading=kind, wanted=bound.unit)
        edge = Decimal(str(bound.value))
        ok = ok and (value >= edge if end == "min" else value <= edge)
        used.append(key)
    if not used:
        raise Refused("no-limit-known", reading=kind)
    return Line(
        kind, ok, row["phase"], value, row["unit_of_measure"], limit=" ".join(used)
    )


def _answered(pack: Pack, row: dict[str, Any]) -> Line:
    """A test without a figure. One that has a limit is never passed by a "yes"."""
    kind, key = row["kind"], f"readings.{row['kind']}.answer"
    if row.get("answer") not in {"yes", "no", "unknown"}:
        raise Refused("reading-empty", reading=kind)
    if key not in pack.values:
        known = any(f"readings.{kind}.{end}" in pack.values for end in ("min", "max"))
        raise Refused("reading-empty" if known else "no-limit-known", reading=kind)
    good = row["answer"] == str(pack.value(key).value)
    return Line(kind, good, row["phase"], answer=row["answer"], limit=key)


def record(
    kind: str,
    *,
    order: Order,
    covers: str,
    lines: Iterable[Line],
    by: Person,
    at: datetime,
    task: Task | None = None,
    ticket: Ticket | None = None,
    corrects: Evidence | None = None,
    passed: bool | None = None,
    **about: str,
) -> Evidence:
    """Write evidence and say so. It passes when every line does (and there is one).

    The caller has settled the closure: what fails takes down what relied on the last.
    """
    kept = list(lines)
    good = bool(kept) and all(x.ok for x in kept) and passed is not False
    if good:
        must_prove(kind, by, at=clock.now())
    evidence = Evidence.objects.create(
        unit_id=order.unit_id, kind=kind, order=order, task=task, ticket=ticket,
        covers=covers, at=at, by=by, corrects=corrects,
        # A correction does not make an old test younger than the work after it.
        recorded_at=corrects.recorded_at if corrects else clock.now(),
        passed=good, **about,
    )  # fmt: skip
    EvidenceLine.objects.bulk_create(_row(evidence, line) for line in kept)
    if corrects is None:
        fact = EvidenceRecorded(evidence.pk, kind, covers, evidence.passed, len(kept))
        subjects = (*behind(order, closure(order)), ("evidence", evidence.pk))
        say(fact, subjects=subjects, unit=order.unit_id, at=at, stamps=(evidence,))
        if not evidence.passed:
            fail(evidence, at=at)
    return evidence


def _row(evidence: Evidence, line: Line) -> EvidenceLine:
    return EvidenceLine(
        unit_id=evidence.unit_id, evidence=evidence, what=line.what, phase=line.phase,
        value=line.value, unit_of_measure=line.unit, limit_key=line.limit,
        answer=line.answer, person_id=line.person, infeed_id=line.infeed, ok=line.ok,
        blob=line.blob,
    )  # fmt: skip
