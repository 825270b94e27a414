"""The ledger as a picture: where each bar lies, in hundredths, and sums that add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from greenlane.board.scale import MINUTE, Bar, Mark, Scale
from greenlane.board.stagemarks import stage_marks
from greenlane.dispatch.models import OrderPlan
from greenlane.work.causes import LABELS as CAUSES
from greenlane.work.ledger import Ledger, Piece
from greenlane.work.models import Order

Later = tuple[str, datetime, datetime]  # kind, from, to
TICKS = (5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200)
DAY = 1440  # minutes
ROW, SCALE = 52, 24  # pixels that a story takes, and the times below the last
NAME = 16  # pixels above a story, for whose it is
PLAN, PLAYBOOK = "plan", "playbook"  # who says what is expected


@dataclass(frozen=True)
class Row:
    """One story: its bars, and where it passes into another stage. `y` is its top.

    `name` is whose story it is, where there are others.
    """

    name: str
    bars: tuple[Bar, ...]
    stages: tuple[Mark, ...]
    y: int


@dataclass(frozen=True)
class Picture:
    """Every story of an order on one axis; `height` and `foot` are pixels.

    `expects`: who says what is drawn from now on; nobody, where nothing is.
    """

    rows: tuple[Row, ...]
    ticks: tuple[Mark, ...]
    now: Mark | None
    due: Mark | None
    height: int
    foot: int  # the lower edge of the last row
    expects: str


@dataclass(frozen=True)
class Sums:
    """Whole minutes that add up, whatever was rounded."""

    work: timedelta
    wait: timedelta
    gap: timedelta
    elapsed: timedelta


def sums(found: Ledger) -> Sums:
    """Work, wait and gap in whole minutes."""
    minutes = whole_minutes((found.work, found.wait, found.gap))
    work, wait, gap = (m * MINUTE for m in minutes)
    return Sums(work, wait, gap, found.elapsed // MINUTE * MINUTE)


def whole_minutes(parts: Sequence[timedelta]) -> list[int]:
    """Of each so many that they add up; the largest rests are rounded up."""
    minutes = [part // MINUTE for part in parts]
    rests = sorted(range(len(parts)), key=lambda i: parts[i] % MINUTE, reverse=True)
    for i in rests[: sum(parts, timedelta()) // MINUTE - sum(minutes)]:
        minutes[i] += 1
    return minutes


def draw(
    order: Order,
    found: Sequence[tuple[str, Ledger]],
    plan: OrderPlan | None,
    *,
    now: datetime,
) -> Picture | None:
    """The whole picture: pieces, what is expected, stages, the clock.

    `found` are stories with a name each; those of which nothing is told are left out.
    What the plan expects stands in the head of the page too; the playbook is asked
    where there is no plan.
    """
    names = [name for name, each in found if each.pieces]
    told = [each for _name, each in found if each.pieces]
    if not told:
        return None
    start = min(each.pieces[0].start for each in told)
    until = max(each.pieces[-1].end for each in told)
    later = [_expected(order, each, plan, now=now) for each in told]
    due = order.deadline or order.need_at
    ends = [until, *(at for rows in later for _kind, _from, at in rows)]
    if due and due > start and due - start < 3 * (max(ends) - start):
        ends.append(due)
    scale = Scale(start, max(ends) + (max(ends) - start) / 40)
    shown = due if due and scale.start < due < scale.end else None
    top = NAME if len(told) > 1 else 0
    rows = tuple(
        replace(_row(order, each, rest, scale), y=n * (ROW + top) + top, name=name)
        for n, (name, each, rest) in enumerate(zip(names, told, later, strict=True))
    )
    foot = len(rows) * (ROW + top)
    return Picture(
        rows,
        tuple(_ticks(scale, ZoneInfo(order.unit.timezone))),
        scale.mark(until) if until >= now else None,
        scale.mark(shown, _("due")) if shown else None,
        foot + SCALE,
        foot,
        (PLAN if _is_told(plan) else PLAYBOOK) if any(later) else "",
    )


def _row(order: Order, found: Ledger, later: Sequence[Later], scale: Scale) -> Row:
    future = tuple(scale.bar(kind, a, b) for kind, a, b in later)
    bars = (*_bars(found.pieces, scale), *future)
    return Row("", bars, tuple(stage_marks(order, found.pieces, scale)), 0)


def _bars(pieces: Iterable[Piece], scale: Scale) -> Iterator[Bar]:
    for piece in pieces:
        if piece.end > piece.start:
            yield scale.bar(piece.kind, piece.start, piece.end, label_of(piece))


def label_of(piece: Piece) -> str:
    length = _length((piece.end - piece.start) // MINUTE)
    if piece.kind == "gap":
        return length
    if piece.kind == "wait":
        cause = str(CAUSES[piece.cause])
        return _("%(cause)s %(minutes)s") % {"cause": cause, "minutes": length}
    return ""


def _length(minutes: int) -> str:
    """Minutes under an hour; nobody divides 2238 by sixty in his head."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d}" if hours else str(rest)


def _is_told(plan: OrderPlan | None) -> bool:
    return bool(plan and plan.p50_at and plan.p80_at)


def _expected(
    order: Order, found: Ledger, plan: OrderPlan | None, *, now: datetime
) -> list[Later]:
    """From now to P50, and on to P80."""
    start, until = found.pieces[0].start, found.pieces[-1].end
    book = order.playbook
    if until < now:
        return []
    if plan and plan.p50_at and plan.p80_at:
        likely, late = plan.p50_at, plan.p80_at
    elif book and book.p50_minutes and book.p80_minutes:
        likely = start + book.p50_minutes * MINUTE
        late = start + book.p80_minutes * MINUTE
    else:
        return []
    rows = [("plan", until, likely), ("maybe", max(until, likely), late)]
    return [(kind, a, b) for kind, a, b in rows if b > a]


def _ticks(scale: Scale, zone: ZoneInfo) -> Iterator[Mark]:
    """Round hours or minutes on the unit's clock, a dozen at most; a day its date."""
    span = (scale.end - scale.start) / MINUTE
    every = next((t for t in TICKS if span / t <= 12), TICKS[-1])
    first = scale.start.astimezone(zone)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    gone = (first - midnight) // MINUTE
    at = midnight + (gone // every + 1) * every * MINUTE
    while at < scale.end:
        of_day = at.hour * 60 + at.minute
        many = at.toordinal() * DAY // every if every >= DAY else of_day // every
        begins = every >= DAY or (not of_day and span > DAY)
        label = f"{at:%m-%d}" if begins else f"{at:%H:%M}"
        x = scale.at(at)
        yield Mark(f"{x:.2f}%", label, x > 97, between=bool(many % 2))
        at += every * MINUTE


def by_cause(found: Ledger) -> Mapping[str, timedelta]:
    """Named waits, the longest first."""
    rows = sorted(found.by_cause.items(), key=lambda row: row[1], reverse=True)
    return {str(CAUSES[cause]): length for cause, length in rows}
