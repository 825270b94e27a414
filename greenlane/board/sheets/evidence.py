"""A record of safety on paper: briefing, test, earth, live-work conditions, and so on.

One form for all kinds: what was asked and found, by which limit it was judged, and
who signed. A limit that nobody has confirmed says so on paper too.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from greenlane.board.sheets.form import (
    NAME,
    Facts,
    Sheet,
    Table,
    both,
    both_times,
    by_hand,
    facts,
    loud,
    now_of,
    rules,
    said,
    table,
)
from greenlane.core.actors import Actor
from greenlane.core.packs import Pack
from greenlane.core.refusals import NotFound
from greenlane.core.texts import said_as
from greenlane.safety.limits import pack_of
from greenlane.safety.models import Evidence, EvidenceKind, EvidenceLine, Isolation
from greenlane.safety.signers import LABELS as ROLES
from greenlane.safety.signing import signatures_of
from greenlane.work.queries import order_detail

BLANK = 2
ENDS = {"min": "≥", "max": "≤", "answer": "="}
ANSWERS: dict[str, Promise] = {
    "yes": _("Yes"),
    "no": _("No"),
    "unknown": _("Not known"),
}
ABOUT: dict[str, Promise] = {
    "life_support": _("Life support there"),
    "own_generator": _("Own generator, PV or UPS"),
}
# What stands in a line as a code; what people wrote stands as they wrote it.
ASKED: dict[str, Promise] = {
    "present": _("Present"),
    "tester_proved_before": _("Tester proved on a live source before?"),
    "tester_proved_after": _("Tester proved on a live source after?"),
    "tester_silent": _("Did the tester light or sound?"),
    "reclosing-off": _("Auto-reclose is off"),
    "watcher": _("Dedicated watcher"),
    "wind": _("Wind (Beaufort grade)"),
    "humidity": _("Humidity (%)"),
    "thunder": _("Thunder"),
    "rain": _("Rain, snow or fog"),
    "occupants-warned": _("Occupants warned"),
    "electrician": _("Site electrician"),
    "authority": _("On whose authority"),
    "fenced": _("Fenced and signed"),
    "everybody_out": _("Everybody is out"),
    "interlock_proved": _("Interlock tried and holds"),
    "break_before_make": _("Breaks before it makes"),
    "rotation_matches": _("Phase rotation of both sources is the same"),
}


def evidence_sheet(actor: Actor, number: str, key: UUID) -> Sheet:
    """A record of this order; whoever sees the order may print it. Raises NotFound."""
    order = order_detail(actor, number)
    rows = Evidence.objects.filter(order=order, pk=key)
    record = rows.select_related("by", "ticket", "task", "order__pack").first()
    if record is None:
        raise NotFound("evidence", id=str(key))
    lines = record.lines.select_related("person").order_by("what", "phase", "id")
    return Sheet(
        kind=record.kind,
        title=both(EvidenceKind(record.kind).label),
        number=order.number,
        about=f"{order.site} · {_covered(record)}",
        unit=str(order.unit),
        at=now_of(order.unit),
        rules=rules(),
        loud=(*_void(record), *loud(order)),
        parts=(_about(record), _lines(record, list(lines)), _signed(record), by_hand()),
        record=f"/orders/{order.number}",
    )


def _void(record: Evidence) -> list[str]:
    told = []
    if record.withdrawn_at:
        facts_ = {"time": said(record.withdrawn_at), "why": record.withdrawn_why}
        told.append(gettext("WITHDRAWN at %(time)s: %(why)s") % facts_)
    if not record.passed:
        told.append(gettext("NOT PASSED"))
    if Evidence.objects.filter(corrects=record).exists():
        told.append(gettext("CORRECTED: a newer record stands in its place"))
    return told


def _about(record: Evidence) -> Facts:
    rows: list[tuple[Promise, object]] = [
        (_("Result"), gettext("Passed") if record.passed else gettext("NOT PASSED")),
        (_("Happened at"), said(record.at)),
        (_("Recorded at"), said(record.recorded_at)),
        (_("Covers"), _covered(record)),
        (_("Task"), record.task),
        (_("Ticket"), record.ticket),
        (_("Recorded by"), record.by),
        (_("On whose authority"), record.authority),
        (_("Instrument"), record.instrument),
        (_("Dangers, place, note"), record.note),
        (_("Corrects the record of"), _corrected(record)),
    ]
    return facts(_("The record"), rows)


def _corrected(record: Evidence) -> str:
    older = record.corrects
    return both_times(older.at, older.recorded_at) if older else ""


def _covered(record: Evidence) -> str:
    kind, _colon, which = record.covers.partition(":")
    if kind == "isolation":
        row = Isolation.objects.filter(pk=which).select_related("source").first()
        return f"{row.name} · {row.source}" if row else which
    return str(said_as("covers", which or kind))


def _lines(record: Evidence, lines: list[EvidenceLine]) -> Table:
    pack = pack_of(record.order)
    heads = (
        (_("What was asked"), 7),
        (_("Phase"), 2),
        (_("Found"), 4),
        (_("Limit"), 5),
        (_("Passed"), 2),
    )
    rows = [
        (
            asked(line.what),
            line.phase,
            _found(line),
            " ".join(limit(pack, key) for key in line.limit_key.split()),
            "✓" if line.ok else gettext("NO"),
        )
        for line in lines
    ]
    return table(_("What was found"), heads, rows, none=_("Nothing was recorded."))


def asked(what: str) -> str:
    """The words for a code of a line: of this house, or of the rule pack."""
    return str(ASKED.get(what) or said_as("reading", what))


def _found(line: EvidenceLine) -> str:
    if line.value is not None:
        return f"{line.value.normalize():f} {line.unit_of_measure}"
    return " · ".join(filter(None, (str(line.person or ""), _answer(line.answer))))


def _answer(said: str) -> str:
    """One word for all, or for each of some questions: "life_support=no …"."""
    named = [each.partition("=") for each in said.split()]
    if not all(each in ABOUT for each, _is, _code in named):
        return str(ANSWERS.get(said, said))
    return " · ".join(
        f"{ABOUT[q]}: {ANSWERS.get(code, code)}" for q, _is, code in named
    )


def limit(pack: Pack, key: str) -> str:
    """The bound as the pack has it now; whether somebody has read its source."""
    if key not in pack.values:
        return key
    bound, end = pack.value(key), key.rpartition(".")[2]
    value = str(ANSWERS.get(str(bound.value), bound.value))
    unit = "" if end == "answer" else bound.unit.strip("-")
    told = " ".join(filter(None, (ENDS.get(end, ""), value, unit)))
    return (
        told if bound.verified else gettext("%(limit)s, unconfirmed") % {"limit": told}
    )


def _signed(record: Evidence) -> Table:
    """Who has signed it as it stands; below, room for whoever signs by hand."""
    heads = ((_("As"), 4), (NAME, 4), (_("Signature"), 5), (_("Time"), 3))
    rows = [
        (str(ROLES.get(s.role, s.role)), str(s.person), gettext("signed"), said(s.at))
        for s in signatures_of([record])[record.pk]
    ]
    return table(_("Signatures"), heads, rows, blank=BLANK, tall=True)
