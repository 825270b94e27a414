"""The strip that stands on every page while something must not be overlooked.

What safety says comes from its rows, whether or not the house has raised an alarm of it
yet; the alarm says who has acknowledged it. The first in rank come first.

It is drawn with the page, and js/badge.js fetches it anew after every fact that the
stream tells: also where somebody fills in a form, and that part is not touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.board.lesser import Lesser, lesser
from greenlane.board.words import word
from greenlane.core.actors import LINK, Actor
from greenlane.core.texts import sentence
from greenlane.notices import alarms
from greenlane.notices.sorts import SORTS
from greenlane.safety import alarms as standing
from greenlane.safety.acts import OCCURRENCES
from greenlane.safety.models import Occurrence, Ticket
from greenlane.work.labels import STOPS

if TYPE_CHECKING:
    from greenlane.board.stopping import Standing

SHOWN = 3  # the newest; the page of what stands still has them all
SAME = timedelta(minutes=1)  # closer together, one time says both
Said = TypeVar("Said", bound="Alarm | Standing")
RESTS: dict[str, Promise] = {
    **OCCURRENCES,
    "danger": gettext_lazy("A danger was seen"),
    "new-infeed": gettext_lazy("A new infeed"),
    "watcher-left": gettext_lazy("The watcher has left"),
}


@dataclass(frozen=True)
class Alarm:
    """One line. `told_at` only where it was told later than it happened.

    `key` is that of the alarm, for whoever acknowledges it; empty while none is raised,
    for whoever may not, and when somebody (`seen_by`, `seen_at`) has done so.
    """

    title: str
    where: str
    number: str
    what: str
    by: str
    at: datetime
    told_at: datetime | None
    is_drill: bool
    rank: int = 1
    url: str = ""
    key: str = ""
    seen_by: str = ""
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Raised:
    """The first alarms; how many more there are, and how many of those nobody saw."""

    rows: tuple[Alarm, ...]
    more: int
    unseen: int = 0


def raised(actor: Actor) -> Raised:
    """Nothing for whoever comes by a link: his page says what holds his order."""
    if actor.via == LINK or not actor.may("read"):
        return Raised((), 0)
    found = every(actor)
    rest = found[SHOWN:]
    return Raised(
        tuple(found[:SHOWN]), len(rest), sum(each.seen_at is None for each in rest)
    )


def every(actor: Actor) -> list[Alarm]:
    """By rank; in it first what nobody has acknowledged, then the newest."""
    rows = alarms.standing(actor)
    known = {(row.sort, row.about): row for row in rows}
    safe = standing.alarms(actor)
    found = [seen(line(each), _row(each, known), actor) for each in safe]
    found += [seen(_lesser(each), each.row, actor) for each in lesser(rows)]
    newest = sorted(found, key=lambda each: each.told_at or each.at, reverse=True)
    return sorted(newest, key=lambda each: (each.rank, each.seen_at is not None))


def _row(alarm: standing.Alarm, known: Mapping[Any, alarms.Alarm]) -> Any:
    return known.get((alarm.sort, alarm.row.pk))


def seen(said: Said, row: alarms.Alarm | None, actor: Actor) -> Said:
    """With who has acknowledged it, or for whom there is something to acknowledge."""
    if row is None:
        return said
    if row.acknowledged_at:
        who = str(row.acknowledged_by or "")
        return replace(said, seen_by=who, seen_at=row.acknowledged_at)
    may = actor.may("hold", row.unit.path)
    return replace(said, key=str(row.pk)) if may else said


def _lesser(each: Lesser) -> Alarm:
    order, row = each.row.order, each.row
    return Alarm(
        each.title, each.where, order.number if order else "", each.what, "",
        each.since, None, row.unit.is_drill, SORTS[row.sort].rank, each.url,
    )  # fmt: skip


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
        SORTS[alarm.sort].rank,
        reverse("board:order", args=[order.number]) if order else "",
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
