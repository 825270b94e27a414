"""The strip that stands on every page while something must not be overlooked.

What safety says comes from its rows, whether or not the house has raised an alarm of it
yet; the alarm says who has acknowledged it. The first in rank come first.

It is drawn with the page, and js/badge.js fetches it anew after every fact that the
stream tells: also where somebody fills in a form, and that part is not touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.board.lesser import Lesser, lesser
from greenlane.board.words import word
from greenlane.core.actors import LINK, Actor
from greenlane.core.texts import sentence
from greenlane.notices import alarms
from greenlane.notices.sorts import DANGER, SORTS
from greenlane.safety import alarms as standing
from greenlane.safety.acts import OCCURRENCES
from greenlane.safety.models import Occurrence, Ticket
from greenlane.work.labels import STOPS
from greenlane.workforce.names import names_of

SHOWN = 3  # the page of what stands still has them all
SAME = timedelta(minutes=1)  # closer together, one time says both
RESTS: dict[str, Promise] = {
    **OCCURRENCES,
    "danger": gettext_lazy("A danger was seen"),
    "new-infeed": gettext_lazy("A new infeed"),
    "watcher-left": gettext_lazy("The watcher has left"),
}


@dataclass(frozen=True)
class Mark:
    """Who has acknowledged it, and when. `key`: of an alarm that the reader may."""

    key: str = ""
    by: str = ""
    at: datetime | None = None


UNSEEN = Mark()


@dataclass(frozen=True)
class AlarmLine:
    """One line. `told_at` only where it was told later than it happened."""

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
    mark: Mark = UNSEEN

    @property
    def is_new_danger(self) -> bool:
        """People may be in danger, or work was stopped, and nobody has seen it."""
        return self.rank <= DANGER and self.mark.at is None


@dataclass(frozen=True)
class Raised:
    """The first alarms; how many more there are, and how many of those nobody saw."""

    rows: tuple[AlarmLine, ...]
    more: int
    unseen: int = 0


def raised(actor: Actor) -> Raised:
    """Nothing for whoever comes by a link: his page says what holds his order."""
    if actor.via == LINK or not actor.may("read"):
        return Raised((), 0)
    found = every(actor)
    rest = found[SHOWN:]
    return Raised(
        tuple(found[:SHOWN]), len(rest), sum(each.mark.at is None for each in rest)
    )


def every(actor: Actor) -> list[AlarmLine]:
    """Dangers that nobody has acknowledged, then by rank, what is unseen, the newest.

    What was acknowledged never stands in the way of a stop that nobody has seen.
    """
    rows = alarms.standing(actor)
    marks = seen_marks(rows, actor)
    safe = standing.alarms(actor)
    found = [
        replace(line(each), mark=marks.get((each.sort, each.row.pk), UNSEEN))
        for each in safe
    ]
    found += [
        _lesser(each, marks[each.row.sort, each.row.about]) for each in lesser(rows)
    ]
    newest = sorted(found, key=lambda each: each.told_at or each.at, reverse=True)
    return sorted(
        newest,
        key=lambda each: (not each.is_new_danger, each.rank, each.mark.at is not None),
    )


def seen_marks(
    rows: Sequence[alarms.Alarm], actor: Actor
) -> dict[tuple[str, UUID], Mark]:
    """(sort, about) → who has seen that alarm, or for whom there is something to do."""
    by = [row.acknowledged_by_id for row in rows if row.acknowledged_by_id]
    names = names_of(by) if by else {}
    found = {}
    for row in rows:
        name = names.get(row.acknowledged_by_id or 0, "")
        may = row.acknowledged_at is None and actor.may("hold", row.unit.path)
        key = str(row.pk) if may else ""
        found[row.sort, row.about] = Mark(key, name, row.acknowledged_at)
    return found


def _lesser(each: Lesser, mark: Mark) -> AlarmLine:
    order, row = each.row.order, each.row
    return AlarmLine(
        each.title, each.where, order.number if order else "", each.what, "",
        each.since, None, row.unit.is_drill, SORTS[row.sort].rank, each.url, mark,
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


def unreviewed(row: Occurrence) -> AlarmLine:
    """A report as the page of its order says it."""
    return AlarmLine(
        word(OCCURRENCES, row.kind),
        str(row.site),
        row.order.number if row.order else "",
        row.what,
        row.told_by,
        row.at,
        told_later(row.at, row.recorded_at),
        False,
    )


def line(alarm: standing.Danger) -> AlarmLine:
    """The alarm in words."""
    order = alarm.order
    site = getattr(alarm.row, "site", None) or (order.site if order else None)
    return AlarmLine(
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


def _title(alarm: standing.Danger) -> str:
    if alarm.sort == "occurrence":
        return word(OCCURRENCES, alarm.code)
    if alarm.sort == "stop":
        return word(STOPS, alarm.code)
    told = {"why": _why(alarm.code)}
    if not isinstance(alarm.row, Ticket):
        return _("Revoked, begin again at the gate (%(why)s)") % told
    told["ticket"] = alarm.row.number
    if alarm.row.revoked_at:
        return _("Permit revoked, people have to be out: %(ticket)s (%(why)s)") % told
    return _("Permit rests, people have to be out: %(ticket)s (%(why)s)") % told


def _why(code: str) -> str:
    """Words for a code; what a person wrote stays as it was written."""
    code = code.removeprefix("ticket-revoked ")
    return str(RESTS[code]) if code in RESTS else sentence(code, {})[0]


def _leader(row: object) -> str:
    return f"{row.leader} {row.leader.phone}".strip() if isinstance(row, Ticket) else ""
