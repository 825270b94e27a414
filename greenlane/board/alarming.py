"""The strip that stands on every page while something must not be overlooked.

It is drawn with the page, and js/badge.js fetches it anew after every fact that the
stream tells: also where somebody fills in a form, and that part is not touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.board.words import word
from greenlane.core.actors import LINK, Actor
from greenlane.core.texts import sentence
from greenlane.safety import alarms as standing
from greenlane.safety.acts import OCCURRENCES
from greenlane.safety.models import Occurrence, Ticket
from greenlane.work.labels import STOPS

SHOWN = 3  # the newest; the page of what stands still has them all
SAME = timedelta(minutes=1)  # closer together, one time says both
RESTS: dict[str, Promise] = {
    **OCCURRENCES,
    "danger": gettext_lazy("A danger was seen"),
    "new-infeed": gettext_lazy("A new infeed"),
    "watcher-left": gettext_lazy("The watcher has left"),
}


@dataclass(frozen=True)
class Alarm:
    """One line. `told_at` only where it was told later than it happened."""

    title: str
    where: str
    number: str
    what: str
    by: str
    at: datetime
    told_at: datetime | None
    is_drill: bool


@dataclass(frozen=True)
class Raised:
    """The newest alarms, and how many more there are."""

    rows: tuple[Alarm, ...]
    more: int


def raised(actor: Actor) -> Raised:
    """Nothing for whoever comes by a link: his page says what holds his order."""
    if actor.via == LINK or not actor.may("read"):
        return Raised((), 0)
    found = standing.alarms(actor)
    return Raised(tuple(line(each) for each in found[:SHOWN]), len(found[SHOWN:]))


def context(request: Any) -> Mapping[str, Any]:
    """What every page may show; asked for only by a page that shows it."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {}
    return {"raised": SimpleLazyObject(lambda: raised(actor))}


def told_later(at: datetime, told_at: datetime) -> datetime | None:
    """When it was written down, if not at once."""
    return told_at if told_at - at >= SAME else None


def unreviewed(row: Occurrence) -> Alarm:
    """A report as the page of its order says it."""
    return Alarm(
        word(OCCURRENCES, row.kind),
        str(row.site),
        row.order.number if row.order else "",
        row.what,
        row.told_by,
        row.at,
        told_later(row.at, row.recorded_at),
        False,
    )


def line(alarm: standing.Alarm) -> Alarm:
    """The alarm in words."""
    order = alarm.order
    site = getattr(alarm.row, "site", None) or (order.site if order else None)
    return Alarm(
        _title(alarm),
        str(site or ""),
        order.number if order else "",
        _why(alarm.what) if alarm.sort == "stop" else alarm.what,
        alarm.told_by or _leader(alarm.row),
        alarm.at,
        told_later(alarm.at, alarm.told_at),
        alarm.is_drill,
    )


def _title(alarm: standing.Alarm) -> str:
    if alarm.sort == "occurrence":
        return word(OCCURRENCES, alarm.code)
    if alarm.sort == "stop":
        return word(STOPS, alarm.code)
    told = {"why": _why(alarm.code)}
    if isinstance(alarm.row, Ticket):
        told["ticket"] = alarm.row.number
        if alarm.row.revoked_at:
            return _("Permit revoked, people out: %(ticket)s (%(why)s)") % told
        return _("Permit rests, people out: %(ticket)s (%(why)s)") % told
    return _("Revoked, begin again at the gate (%(why)s)") % told


def _why(code: str) -> str:
    """Words for a code; what a person wrote stays as it was written."""
    code = code.removeprefix("ticket-revoked ")
    return str(RESTS[code]) if code in RESTS else sentence(code, {})[0]


def _leader(row: object) -> str:
    return f"{row.leader} {row.leader.phone}".strip() if isinstance(row, Ticket) else ""
