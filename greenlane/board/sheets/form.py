"""A sheet as data: the same for the page that a browser prints and for the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from greenlane.board.alarming import AlarmLine, told_later, unreviewed
from greenlane.core import clock
from greenlane.core.models import Unit
from greenlane.safety.alarms import reports_on
from greenlane.safety.closure import closure
from greenlane.work.models import Order, StopWork
from greenlane.work.queries import open_stops

COPY = _(
    "A copy of the records at this time. It permits nothing, and nothing is switched"
    " on by it."
)
BY_HAND = _(
    "While the records cannot be reached: stop work by word of mouth, at once. Write"
    " down here what happens, with time and name; enter it when they are back."
)
HAND_ROWS = 6
NAME = pgettext_lazy("of a person", "Name")


@dataclass(frozen=True)
class Label:
    """Printed words: in the reader's language, and beside it in the other one."""

    here: str
    there: str


@dataclass(frozen=True)
class Facts:
    """Name and content, in the order they are asked on the telephone."""

    title: Label
    rows: tuple[tuple[Label, str], ...]


@dataclass(frozen=True)
class Table:
    """Rows as they stand, then `blank` rows for the pencil. `widths` are shares."""

    title: Label
    heads: tuple[Label, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blank: int = 0
    none: Label | None = None  # said where there is no row and none is left blank
    tall: bool = False  # there is room to sign

    @property
    def columns(self) -> Sequence[tuple[Label, str]]:
        """Every head with its share of the page."""
        whole = sum(self.widths)
        shares = (f"{100 * width / whole:.1f}%" for width in self.widths)
        return tuple(zip(self.heads, shares, strict=True))

    @property
    def empty_rows(self) -> range:
        return range(self.blank)


@dataclass(frozen=True)
class Sheet:
    """One form: what it is, of what, when it was read, and where the record is."""

    kind: str  # order, ticket, permits
    title: Label
    number: str
    about: str
    unit: str
    at: str
    rules: tuple[Label, ...]
    loud: tuple[str, ...]  # what stands still, before anything else
    parts: tuple[Facts | Table, ...]
    record: str = ""  # the path of the page that this is a copy of
    wide: bool = False
    beside: tuple[tuple[str, str], ...] = ()  # other pages: what, and the path


def both(text: Promise | str) -> Label:
    """The text in the reader's language and in the other one of the house."""
    zh = (get_language() or "").startswith("zh")
    with override("en" if zh else "zh-hans"):
        there = str(text)
    return Label(str(text), there)


def table(
    title: Promise,
    heads: Sequence[tuple[Promise | str, int]],
    rows: Sequence[Sequence[str]] = (),
    *,
    blank: int = 0,
    none: Promise | None = None,
    tall: bool = False,
) -> Table:
    return Table(
        both(title),
        tuple(both(head) for head, _width in heads),
        tuple(width for _head, width in heads),
        tuple(tuple(row) for row in rows),
        blank,
        both(none) if none else None,
        tall,
    )


def facts(title: Promise, rows: Sequence[tuple[Promise, object]]) -> Facts:
    """What nobody said is left out: an empty line is for tables."""
    told = ((name, str(content)) for name, content in rows if content)
    return Facts(both(title), tuple((both(name), content) for name, content in told))


def by_hand(rows: int = HAND_ROWS) -> Table:
    """Room for what happens while nobody can enter it."""
    heads = ((_("Time"), 2), (_("What happened"), 9), (NAME, 3))
    return table(_("Written by hand"), heads, blank=rows)


def rules() -> tuple[Label, ...]:
    return both(COPY), both(BY_HAND)


def said(at: datetime | None) -> str:
    """Paper lies about for days: every time carries its day."""
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else ""


def stopped(row: StopWork, where: str = "") -> str:
    """A stop, before anything else on the paper."""
    told = {"reason": row.reason, "time": said(row.at), "where": where}
    if where:
        return gettext("STOPPED, %(where)s: %(reason)s (since %(time)s)") % told
    return gettext("STOPPED: %(reason)s (since %(time)s)") % told


def loud(order: Order) -> tuple[str, ...]:
    """What holds every release of this order: stops, and reports nobody reviewed."""
    touched = closure(order)
    stops = open_stops(order.pk, order.site_id, touched)
    reports = reports_on(order, touched)
    return (
        *(stopped(each) for each in stops),
        *(reported(unreviewed(each)) for each in reports),
    )


def reported(row: AlarmLine) -> str:
    """What the world did, by whose word; both times where they are not the same."""
    told = {
        "what": " · ".join(filter(None, (row.title, row.where, row.what))),
        "time": both_times(row.at, row.told_at),
        "who": row.by,
    }
    return gettext("REPORTED, not reviewed: %(what)s (%(time)s, by %(who)s)") % told


def both_times(at: datetime | None, recorded_at: datetime | None) -> str:
    """When it happened; beside it when it was entered, if that was later."""
    if at is None or recorded_at is None or not told_later(at, recorded_at):
        return said(at)
    told = {"time": said(at), "later": said(recorded_at)}
    return gettext("%(time)s (recorded %(later)s)") % told


def now_of(unit: Unit) -> str:
    """When this was read, on the clock of the unit."""
    at = said(clock.now())
    return gettext("%(time)s, drill clock") % {"time": at} if unit.is_drill else at
