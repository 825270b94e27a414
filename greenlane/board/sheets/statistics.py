"""Safety figures as one sheet, read by the page, the printer, the PDF and the table.

No person and no team stands in it, and no figure is good because it is small: whoever
reports little may only be silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from greenlane.board.asked import Asked
from greenlane.board.sheets.form import (
    Facts,
    Sheet,
    Table,
    both,
    both_times,
    facts,
    now_of,
    table,
)
from greenlane.board.words import GATES, word
from greenlane.core.actors import Actor
from greenlane.core.templatetags.times import span
from greenlane.core.texts import listed, sentence
from greenlane.safety.acts import LABELS as ACTS
from greenlane.safety.acts import OCCURRENCES
from greenlane.safety.statistics import Figures, Lengths, Period, figures
from greenlane.work.labels import STOPS

RULES = 20  # other rules that said no, the most frequent
NO_RANKING = _(
    "A gate that held did its work. Nobody is named here, and nobody is ranked."
)
NOT_LESS = _(
    "Few reports of near misses may mean few near misses, or few who dare to tell."
)
EXCEPTIONS: dict[str, Promise] = {
    "ticket-revoked": _("Tickets revoked"),
    "permit-rested": _("Permits that came to rest not by their leader"),
    "permit-refused": _("Permits refused on site"),
    "record-withdrawn": _("Records withdrawn"),
    "record-failed": _("Tests and records not passed"),
    "clearance-revoked": _("Releases taken back"),
    "emergency-opened": _("Emergency account opened"),
}


def statistics_sheet(actor: Actor, asked: Asked) -> Sheet:
    """The figures of a unit, and those below it, in a period."""
    period = Period(asked.start, asked.end)
    found = figures(actor, asked.unit, period)
    return Sheet(
        kind="safety",
        title=both(_("Safety figures")),
        number=f"{asked.first} – {asked.last}",
        about=listed(found.units),
        unit=str(asked.unit),
        at=now_of(asked.unit),
        rules=(both(NO_RANKING), both(NOT_LESS)),
        loud=(),
        parts=(
            _sums(found),
            _gates(found),
            _acts(found),
            _others(found),
            _exceptions(found),
            _stops(found),
            _reports(found),
            _told(found, names=actor.may("safety")),
        ),
        record=f"/safety?{asked.address}",
    )


def _sums(found: Figures) -> Facts:
    return facts(
        _("In this period"),
        [
            (_("Attempts that gates held"), str(found.attempts)),
            (_("Attempts that another rule refused"), str(sum(found.by_rule.values()))),
            (_("Near misses reported"), str(found.near_misses)),
            (_("Occurrences reported"), str(sum(found.occurrences.values()))),
            (_("Occurrences not reviewed yet"), str(found.reviewed.open)),
            (_("Stops, hazards and freezes"), str(sum(found.stops.values()))),
        ],
    )


def _gates(found: Figures) -> Table:
    """In the foreman's order; an attempt held by three gates counts with each."""
    heads = (
        (_("Gate"), 2),
        (_("What it asks"), 8),
        (_("Attempts it held"), 3),
        (_("Held, median"), 3),
        (_("Held, longest"), 3),
        (_("Not released since"), 3),
    )
    order = [gate for gate in (*GATES, *found.by_gate) if gate in found.by_gate]
    rows = [
        (
            gate,
            word(GATES, gate),
            str(found.by_gate[gate]),
            *_lengths(found.held.get(gate, Lengths())),
        )
        for gate in dict.fromkeys(order)
    ]
    none = _("No gate held an attempt in this period.")
    return table(_("Refusals by gate, and how long they held"), heads, rows, none=none)


def _lengths(found: Lengths) -> tuple[str, str, str]:
    still = str(found.open) if found.open else ""
    return span(found.median), span(found.longest), still


def _counts(
    title: Promise,
    head: Promise,
    counts: Mapping[str, int],
    words: Mapping[str, Promise],
) -> Table:
    rows = [(str(words.get(code, code)), str(n)) for code, n in _largest(counts)]
    heads = ((head, 9), (_("How many"), 3))
    return table(title, heads, rows, none=_("None in this period."))


def _largest(counts: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))


def _acts(found: Figures) -> Table:
    title = _("Which acts the gates held")
    return _counts(title, _("Act"), found.by_act, ACTS)


def _others(found: Figures) -> Table:
    rows = [
        (sentence(code, {})[0], str(n))
        for code, n in list(_largest(found.by_rule))[:RULES]
    ]
    heads = ((_("What was said"), 9), (_("How many"), 3))
    title = _("Other rules that said no")
    return table(title, heads, rows, none=_("None in this period."))


def _exceptions(found: Figures) -> Table:
    title = _("Exceptions: taken back, broken off, opened out of turn")
    return _counts(title, _("What"), found.exceptions, EXCEPTIONS)


def _stops(found: Figures) -> Table:
    rows: list[tuple[str, ...]] = [
        (word(STOPS, kind), str(n), "", "", "") for kind, n in _largest(found.stops)
    ]
    if found.stops:
        rows.append(_all(found.stops, found.stopped))
    title = _("Stops raised, and how long they stood")
    return table(
        title, _spans(_("Still standing")), rows, none=_("None in this period.")
    )


def _reports(found: Figures) -> Table:
    rows: list[tuple[str, ...]] = [
        (word(OCCURRENCES, kind), str(n), "", "", "")
        for kind, n in _largest(found.occurrences)
    ]
    if found.occurrences:
        rows.append(_all(found.occurrences, found.reviewed))
    title = _("Occurrences, and how long until they were reviewed")
    return table(title, _spans(_("Not reviewed")), rows, none=_("None in this period."))


def _spans(still: Promise) -> tuple[tuple[Promise, int], ...]:
    return (
        (_("What"), 6),
        (_("How many"), 3),
        (_("Median"), 3),
        (_("Longest"), 3),
        (still, 3),
    )


def _all(counts: Mapping[str, int], found: Lengths) -> tuple[str, ...]:
    return gettext("All of them"), str(sum(counts.values())), *_lengths(found)


def _told(found: Figures, *, names: bool) -> Table:
    """Whoever gave a name is shown to the safety supervisor alone."""
    heads = ((_("Happened at"), 4), (_("Site"), 4), (_("What happened"), 11))
    rows = [
        (
            both_times(row.at, row.recorded_at),
            str(row.site),
            f"{row.what} ({row.told_by})" if names and row.told_by else row.what,
        )
        for row in found.told
    ]
    title = _("Near misses, in the words of who told them")
    return table(title, heads, rows, none=_("Nobody has reported a near miss."))


def lines(sheet: Sheet) -> list[list[str]]:
    """The same as one table for a spreadsheet: each part under its title."""
    found = [[sheet.title.here, sheet.number, sheet.unit, sheet.at]]
    for part in sheet.parts:
        found += [[], [part.title.here]]
        if isinstance(part, Facts):
            found += [[name.here, content] for name, content in part.rows]
            continue
        found.append([head.here for head in part.heads])
        found += [list(row) for row in part.rows]
    return found
