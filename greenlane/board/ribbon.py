"""The ribbon of a lane: minutes to scale from when light was needed, on one axis.

Left of the zero line is free, right of it the site is dark. Work is solid, a named wait
hatched, a gap an empty frame, a stop stands across, what is expected thins out from P50
to P80. What began before the axis does, or ends after it, is marked as cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from greenlane.board.picture import label_of
from greenlane.board.scale import Bar, Mark, Scale, is_wide
from greenlane.board.words import LETTERS, word
from greenlane.dispatch.models import OrderPlan
from greenlane.work.ledger import Ledger
from greenlane.work.models import Order

HOUR, NONE = timedelta(hours=1), timedelta()
LENGTHS = (8, 12, 24, 48, 72, 120, 168)  # hours that an axis may have
BEFORE, EDGE = 3 / 8, 1 / 50  # of it, so much lies left of zero at the most, the least
CUT_MOST = 10  # one lane in so many may be longer than the axis
AT = 0.8  # there stands the clock of a lane that is
WIDE, LETTER = 420, 7  # pixels of a usual ribbon, and of a narrow letter
_EVERY = {8: 2, 12: 3, 24: 6, 48: 12, 72: 24, 120: 24, 168: 48}
DAY = 24


@dataclass(frozen=True)
class Axis:
    """From `start` to `end`, both from the zero line; the ticks to write above it."""

    start: timedelta
    end: timedelta
    ticks: tuple[Mark, ...]


@dataclass(frozen=True)
class Ribbon:
    """`night` is where it is dark: (x, width), as of the bars; none where it is not."""

    night: tuple[str, str] | None
    bars: tuple[Bar, ...]
    stops: tuple[Bar, ...]
    now: Mark | None
    due: Mark | None
    broken: bool  # it is expected after its last moment
    cut: bool  # it began before the axis does
    far: bool  # light is wanted beyond the axis


def zero_of(order: Order) -> datetime:
    """From here on a minute without light counts."""
    return max(order.requested_at, order.need_at or order.requested_at)


def axis_of(reaches: Iterable[tuple[timedelta, timedelta]]) -> Axis:
    """Of (before, after) from each lane's zero line: one axis that fits nearly all."""
    found = list(reaches)
    after = sorted((end for _start, end in found), reverse=True)
    longest = after[len(after) // CUT_MOST] if after else NONE
    hours = next((h for h in LENGTHS if h * HOUR >= longest), LENGTHS[-1])
    end = hours * HOUR
    has_before = any(NONE < before <= end for before, _end in found)
    start = -end * (BEFORE if has_before else EDGE)
    scale = Scale(_BEGIN + start, _BEGIN + end)
    return Axis(start, end, tuple(_ticks(scale, hours)))


_BEGIN = datetime(2000, 1, 1)  # noqa: DTZ001 (any instant: only lengths are drawn)


def _ticks(scale: Scale, hours: int) -> Iterator[Mark]:
    yield scale.mark(_BEGIN, pgettext("on an axis", "needed"))
    for n in range(_EVERY[hours], hours + 1, _EVERY[hours]):
        days, rest = divmod(n, DAY)
        if days and not rest:
            yield scale.mark(_BEGIN + n * HOUR, _("+%(n)s d") % {"n": days})
        else:
            yield scale.mark(_BEGIN + n * HOUR, _("+%(n)s h") % {"n": n})


def ribbon_of(
    order: Order,
    time: Ledger,
    plan: OrderPlan | None,
    axis: Axis,
    *,
    lit: bool,
    kept: bool = False,
) -> Ribbon | None:
    """None where nothing was told of the time yet. `kept`: an old supply stays on."""
    if not time.pieces:
        return None
    zero, until = zero_of(order), time.pieces[-1].end
    scale, cut, far = _scale(zero, until, axis)
    due = order.deadline
    late = plan.p80_at if plan and plan.p80_at and not lit else until
    dark = None if far or kept else _part(scale, zero, until if lit else scale.end)
    return Ribbon(
        night=dark,
        bars=(
            *_told(order, time, scale),
            *(() if lit else _coming(plan, until, scale)),
        ),
        stops=tuple(_stops(order, until, scale)),
        now=None if lit else scale.mark(until),
        due=scale.mark(due) if due and scale.start < due < scale.end else None,
        broken=bool(due and not lit and late > due),
        cut=cut,
        far=far,
    )


def _scale(zero: datetime, until: datetime, axis: Axis) -> tuple[Scale, bool, bool]:
    """On the axis; what its clock would leave is moved, and said to be cut."""
    here = Scale(zero + axis.start, zero + axis.end)
    if until < here.start:  # light is wanted a long time from now
        return Scale(until - (axis.end - axis.start) / 8, until + axis.end), True, True
    if until > here.end:
        length = axis.end - axis.start
        return Scale(until - length * AT, until + length * (1 - AT)), True, False
    return here, False, False


def _part(scale: Scale, start: datetime, end: datetime) -> tuple[str, str] | None:
    start, end = max(start, scale.start), min(end, scale.end)
    if end <= start:
        return None
    return f"{scale.at(start):.2f}%", f"{scale.at(end) - scale.at(start):.2f}%"


def _told(order: Order, time: Ledger, scale: Scale) -> Iterator[Bar]:
    """What was; the first work of a stage carries its letter."""
    stages = {task.key: task.stage for task in order.tasks.all()}
    last = ""
    for piece in time.pieces:
        start, end = max(piece.start, scale.start), min(piece.end, scale.end)
        if end <= start:
            continue
        label = label_of(piece)
        if piece.kind == "work" and (stage := stages.get(piece.item or "", "")):
            label = word(LETTERS, stage) if stage != last else ""
            last = stage
        yield _fitting(scale.bar(piece.kind, start, end), label)


def _fitting(bar: Bar, label: str) -> Bar:
    """With its label, where that has room."""
    pixels = sum(LETTER * (1.8 if is_wide(char) else 1) for char in label)
    room = float(bar.width[:-1]) / 100 * WIDE
    if not label or pixels + 4 > room:
        return bar
    return Bar(bar.kind, bar.x, bar.width, bar.middle, label)


def _coming(plan: OrderPlan | None, now: datetime, scale: Scale) -> Iterator[Bar]:
    """Sure until P50, thinning to nothing at P80."""
    if plan is None or not plan.p50_at or not plan.p80_at:
        return
    likely, late = min(plan.p50_at, scale.end), min(plan.p80_at, scale.end)
    if likely > now:
        yield scale.bar("plan", now, likely)
    if late > max(now, likely):
        yield scale.bar("maybe", max(now, likely), late)


def _stops(order: Order, until: datetime, scale: Scale) -> Iterator[Bar]:
    for stop in order.stops.all():
        start = max(stop.at, scale.start)
        end = min(stop.lifted_at or until, until, scale.end)
        if end > start:
            yield scale.bar("stop", start, end)
