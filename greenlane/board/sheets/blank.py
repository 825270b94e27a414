"""Blank forms, for a day when the records cannot be reached.

Each asks what its verb asks, so that nothing is missing when it is entered; the code in
its corner leads to the list that names that verb. What was found is entered with the
time it happened. A release is never entered afterwards: it is asked for anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenlane.board.sheets import blank_parts as parts
from greenlane.board.sheets.form import Sheet, both
from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.core.packs import Pack
from greenlane.core.refusals import NotFound

BLANK_RULE = _(
    "Blank, for a day when the records cannot be reached. Stop work by word of mouth,"
    " at once. Nothing is switched on by this paper."
)
ENTER_RULE = _(
    "When the records are back, enter it with the time it happened; the records add"
    " when it was entered. A permit or an energisation is asked for anew, never"
    " entered later."
)


@dataclass(frozen=True)
class Blank:
    """A form: its title, the verbs by which it is entered, and its parts."""

    title: Promise | str
    verbs: tuple[str, ...]
    parts: Callable[[Pack | None], tuple[parts.Part, ...]]
    wide: bool = False


def blank_sheet(actor: Actor, name: str) -> Sheet:
    """The form of this name, for the reader's unit. Raises NotFound."""
    if name not in BLANKS:
        raise NotFound("document", name=name[:40])
    blank = BLANKS[name]
    unit = Unit.objects.select_related("pack").get(pk=actor.unit)
    return Sheet(
        kind=f"blank-{name}",
        title=both(blank.title),
        number="",
        about="",
        unit=str(unit),
        at="",
        rules=(both(BLANK_RULE), both(ENTER_RULE)),
        loud=(),
        parts=(parts.head(), *blank.parts(_pack(unit)), parts.entered()),
        record="/forms",
        wide=blank.wide,
    )


def _pack(unit: Unit) -> Pack | None:
    return Pack.from_text(unit.pack.text) if unit.pack else None


BLANKS: dict[str, Blank] = {
    "ticket": Blank(
        _("Work ticket"), ("safety.issue_ticket", "safety.receive_ticket"), parts.ticket
    ),
    "switching": Blank(
        _("Switching order"),
        ("safety.write_switching", "safety.report_energised"),
        parts.switching,
        wide=True,
    ),
    "isolation": Blank(
        _("Isolation and earth register"),
        ("safety.record_infeed", "safety.prove_dead"),
        parts.isolation,
    ),
    "briefing": Blank(
        _("Safety briefing (before the work)"), ("safety.brief",), parts.briefing
    ),
    "dead-test": Blank(
        _("Proved dead and earthed"), ("safety.prove_dead",), parts.dead_test
    ),
    "live-work": Blank(
        _("Conditions for live work"),
        ("safety.record_live_conditions",),
        parts.live_work,
    ),
    "readings": Blank(
        _("Test report"),
        ("safety.record_test", "safety.record_live_check"),
        parts.readings,
    ),
    "stop": Blank(
        _("Stop-work, hazard, near miss, occurrence"),
        (
            "work.stop_work",
            "work.report_hazard",
            "safety.report_near_miss",
            "safety.report_energised",
            "safety.report_supply_lost",
            "safety.report_accident",
        ),
        parts.happening,
    ),
}
