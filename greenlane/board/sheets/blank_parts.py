"""What each blank form asks, part by part: the same as its verb asks."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.board.sheets.evidence import ASKED, limit
from greenlane.board.sheets.form import NAME, Facts, Label, Table, both, table
from greenlane.core.choices import titled
from greenlane.core.packs import Pack
from greenlane.safety.acts import OCCURRENCES

Part = Facts | Table
PHASES = ("L1", "L2", "L3")
THEIRS = (_("Issuer of the other side"), _("Permitter of the other side"))
SIGN = ((_("As"), 4), (NAME, 4), (_("Signature"), 5), (_("Time"), 3))


def ask(title: Promise, *names: Promise | str) -> Table:
    """A question to a line, in both languages, with room for the answer."""
    rows = [(_two(both(name)), "") for name in names]
    return table(title, ((_("Asked"), 5), (_("Written by hand"), 9)), rows, tall=True)


def _two(label: Label) -> str:
    return label.here if label.here == label.there else f"{label.here} {label.there}"


def head() -> Table:
    return ask(_("Where and when"), _("Order"), _("Site"), _("Section"),
                _("Happened at (day and time)"))  # fmt: skip


def entered() -> Table:
    heads = (
        (_("Happened at"), 4),
        (_("Entered at"), 4),
        (_("Entered by"), 4),
        (_("Number in the records"), 4),
    )
    return table(_("Entered afterwards"), heads, blank=1)


def _sign(*roles: Promise) -> Table:
    rows = [(_two(both(role)), "", "", "") for role in roles]
    return table(_("Signatures on this paper"), SIGN, rows, tall=True)


def _lines(title: Promise, heads: Sequence[tuple[Promise, int]], rows: int) -> Table:
    return table(title, heads, blank=rows)


def _people(rows: int) -> Table:
    heads = ((NAME, 4), (_("Telephone"), 4), (_("Briefed, signature"), 4),
             (_("In at"), 2), (_("Out at"), 2))  # fmt: skip
    return _lines(_("People under the ticket"), heads, rows)


def _locks(rows: int) -> Table:
    heads = ((_("Infeed"), 5), (_("Device (name, number)"), 5), (_("Visible break"), 3),
             (_("Lock"), 2), (_("Tag"), 2), (_("Since"), 3),
             (_("Two people"), 4))  # fmt: skip
    return _lines(_("Every way in for volts"), heads, rows)


def _hung(rows: int) -> Table:
    heads = ((_("Number"), 2), (_("Place"), 5), (_("On at"), 3), (_("Two people"), 4),
             (_("Off at, two people"), 5))  # fmt: skip
    return _lines(_("Earth sets"), heads, rows)


def _dead() -> tuple[Table, ...]:
    heads = ((_("Phase"), 2), (_("Residual volts"), 4),
             (_("Did the tester light or sound?"), 4), (_("Time"), 3))  # fmt: skip
    asked = ask(_("Proved dead"), _("Point of work"), _("Number of the tester"),
                ASKED["tester_proved_before"],
                ASKED["tester_proved_after"])  # fmt: skip
    phases = [(phase, "", "", "") for phase in (*PHASES, "N")]
    return asked, table(_("Volts on each phase"), heads, phases, tall=True)


def ticket(pack: Pack | None) -> tuple[Part, ...]:
    breaks = ((_("Interrupted at"), 3), (_("Why"), 5), (_("Permitted anew at"), 3),
              (_("Permitter, leader"), 4))  # fmt: skip
    counts = ((_("What is counted"), 5), (_("In"), 2), (_("Out"), 2), (NAME, 4))
    names = (_("People"), _("Earth sets"), _("Tags off"), _("Tools out"))
    counted = [(_two(both(each)), "", "", "") for each in names]
    return (
        ask(_("The ticket"), _("Number"), _("Kind"), _("What is done, and where"),
             _("Areas"), _("Safety measures"), _("What stays live, how near"),
             _("Only after the end of"), _("Valid until"), _("Issuer"), _("Leader"),
             _("Permitter"), _("On the customer's own plant"), *THEIRS,
             _("Permitted at")),
        _locks(4),
        _hung(3),
        _people(8),
        _lines(_("Breaks"), breaks, 2),
        table(_("Counted in and out"), counts, counted, tall=True),
        _sign(_("Issuer"), _("Leader: taken over"), _("Permitter: let in"),
              _("Leader: all out, ended"), _("Permitter: end accepted"), *THEIRS),
    )  # fmt: skip


def switching(pack: Pack | None) -> tuple[Part, ...]:
    steps = ((_("No."), 1), (_("Device (name and number)"), 5), (_("What is done"), 6),
             (_("State expected afterwards"), 5), (_("Done"), 2),
             (_("Time"), 3))  # fmt: skip
    breaks = ((_("Stopped at"), 3), (_("By, and why"), 5), (_("Let go on at"), 3),
              (_("By, and why"), 5))  # fmt: skip
    rows = [(str(place), "", "", "", "", "") for place in range(1, 16)]
    return (
        ask(_("The switching order"), _("What the switching is for"),
             _("The words of the order"), _("Read back")),
        table(_("Numbered steps"), steps, rows, tall=True),
        _lines(_("Stopped and let go on"), breaks, 2),
        _sign(_("Writer"), _("Checker"), _("Dispatcher"), _("Operator"), _("Guard")),
    )  # fmt: skip


def isolation(pack: Pack | None) -> tuple[Part, ...]:
    behind = ((_("Ticket"), 4), (_("Order"), 4), (_("Leader"), 4), (_("Telephone"), 4),
              (_("Went in"), 2), (_("In at"), 3), (_("All out at"), 3),
              (_("Signature"), 4))  # fmt: skip
    return (
        _locks(8),
        *_dead(),
        _hung(6),
        _lines(_("Who is behind it now"), behind, 8),
        _sign(_("Switching operator"), _("Guard"), _("Permitter")),
    )


def briefing(pack: Pack | None) -> tuple[Part, ...]:
    heads = ((NAME, 5), (_("Telephone"), 4), (_("Signature"), 5), (_("Time"), 3))
    three = ask(
        _("Three things told, three things checked"),
        _("Task and division of work"),
        _("Dangers and where volts stay"),
        _("Measures, and what nobody may do"),
        _("Clothing checked"),
        _("Tools and protection checked"),
        _("State of each person checked"),
    )
    return (
        ask(_("The work"), _("Ticket"), _("Leader"), _("Watcher")),
        three,
        _lines(_("Everybody present signs for himself"), heads, 16),
    )


def dead_test(pack: Pack | None) -> tuple[Part, ...]:
    return (*_dead(), _hung(6), _sign(_("Switching operator"), _("Guard")))


def live_work(pack: Pack | None) -> tuple[Part, ...]:
    heads = ((_("Asked"), 5), (_("Limit"), 4), (_("Found"), 4), (_("Time"), 3),
             (_("Found again"), 4), (_("Time"), 3))  # fmt: skip
    ends = {"wind": "live_work.wind.max", "humidity": "live_work.humidity.max"}
    codes = ("reclosing-off", "wind", "humidity", "thunder", "rain", "watcher")
    rows = [
        (_two(both(ASKED[code])), limit(pack, ends[code]) if pack and code in ends
         else "", "", "", "", "")
        for code in codes
    ]  # fmt: skip
    return (
        table(_("Conditions for live work"), heads, rows, tall=True),
        _sign(_("Leader"), _("Dedicated watcher"), _("Dispatcher (reclosing off)")),
    )


def readings(pack: Pack | None) -> tuple[Part, ...]:
    heads: list[tuple[Promise | str, int]] = [(_("What was asked"), 6), (_("Limit"), 5)]
    heads += [*((phase, 3) for phase in PHASES), (_("Passed"), 2)]
    rows = _kinds(pack) if pack else []
    return (
        ask(_("The test"), _("Area"), _("Instrument"), _("On whose authority")),
        table(_("Readings"), heads, rows, blank=3, tall=True),
        _sign(_("Tester"), _("Second person")),
    )


def _kinds(pack: Pack) -> list[tuple[str, ...]]:
    """Every test that the pack has a limit for, with room for three phases."""
    return [
        (titled(pack, f"readings.{kind}"), _limits(pack, kind), "", "", "", "")
        for kind in pack.under("readings")
    ]


def _limits(pack: Pack, kind: str) -> str:
    keys = (f"readings.{kind}.{end}" for end in ("min", "max", "answer"))
    return "\n".join(limit(pack, key) for key in keys if key in pack.values)


def happening(pack: Pack | None) -> tuple[Part, ...]:
    names = (_("Stop-work"), _("Hazard"), _("Near miss"), *OCCURRENCES.values())
    kinds = [_two(both(each)) for each in names]
    return (
        table(_("What it is"), ((_("Tick one"), 1), (_("What"), 8)),
              [("□", each) for each in kinds]),
        ask(_("What was said"), _("Who says so"), _("Telephone"),
             _("On whose order, what was seen"), _("Who was told, and when"),
             _("What was done at once")),
        _sign(_("Who says so"), _("Dispatcher"), _("Safety supervisor: reviewed")),
    )  # fmt: skip
