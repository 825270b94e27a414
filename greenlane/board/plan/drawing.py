"""The timeline as lanes of shapes, in hundredths of the width. Pure.

Left of now is what was: work, named waits, gaps. Right of it what is proposed. A lane
has as many tracks as things in it overlap; nothing is too narrow to be seen or hit; a
label that has no room is left to the title and to the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from unicodedata import east_asian_width

from greenlane.board.plan.axis import MINUTE, Axis
from greenlane.board.plan.lane import Did, Ends, Ghost, Lane, Planned

SEEN, HIT = 5, 24  # pixels: the least that is drawn, the least that is hit
LETTER, PADDING = 7, 7  # pixels of a letter of the label, and around it
CLOSE = 4  # pixels between short bars that a long axis draws as one


@dataclass(frozen=True)
class Shape:
    """From `x` on, `width` wide, on this track of its lane."""

    x: float
    width: float
    label: str
    track: int


@dataclass(frozen=True)
class Piece(Shape):
    """`is_open`: it began before the picture, whose left edge does not end it."""

    did: Did
    is_open: bool = False


@dataclass(frozen=True)
class Bar(Shape):
    """`minute`: from the start of the axis to its own; `way`: (x, width) before it."""

    line: Planned
    minute: int
    way: tuple[float, float] | None


@dataclass(frozen=True)
class Row:
    lane: Lane
    tracks: int
    pieces: tuple[Piece, ...]
    bars: tuple[Bar, ...]
    ghosts: tuple[tuple[float, float, Ghost], ...]
    ends: tuple[tuple[Ends, int], ...]  # with the track of the bar that it follows


@dataclass(frozen=True)
class Drawing:
    axis: Axis
    rows: tuple[Row, ...]
    crewed: bool = True  # lanes are crews
    kinds: frozenset[str] = field(default_factory=frozenset)  # of waits, for the legend


def draw(lanes: Iterable[Lane], axis: Axis, *, crewed: bool = True) -> Drawing:
    rows = tuple(_row(lane, axis) for lane in lanes)
    sorts = {each.did.sort for row in rows for each in row.pieces if each.did.sort}
    return Drawing(axis, rows, crewed, frozenset(sorts))


def _row(lane: Lane, axis: Axis) -> Row:
    pieces = tuple(_pieces(lane.did, axis))
    lines = [x for x in lane.planned if x.end > axis.start and x.start < axis.end]
    lines.sort(key=lambda each: (each.start, each.end, each.key))
    if axis.is_long:
        lines = list(_together(lines, axis))
    bars = tuple(_bars(lines, axis, ways=bool(lane.key)))
    tracks = max((bar.track for bar in bars), default=0) + 1
    return Row(
        lane,
        tracks,
        pieces,
        bars,
        tuple(_ghosts(lane.ghosts, axis)),
        tuple(
            (each, _track_of(each, bars)) for each in lane.ends if _is_seen(each, axis)
        ),
    )


def _pieces(did: Iterable[Did], axis: Axis) -> Iterator[Piece]:
    """The short ones last, so that no neighbour hides them."""
    found = []
    for each in did:
        start, end = max(each.start, axis.start), min(each.end, axis.now, axis.end)
        if end > start:
            x, width = _wide(axis.at(start), axis.at(end), axis)
            label = each.label if _fits(each.label, width, axis) else ""
            found.append(Piece(x, width, label, 0, each, each.start < axis.start))
    yield from sorted(found, key=lambda piece: -piece.width)


def _bars(lines: Sequence[Planned], axis: Axis, *, ways: bool) -> Iterator[Bar]:
    """What runs begins at now: left of it stands what was done.

    `ways`: of a crew, which is on one way at a time.
    """
    free: list[float] = []
    for line in lines:
        start = max(line.start, axis.now) if line.runs else max(line.start, axis.start)
        x, width = _wide(axis.at(start), axis.at(max(line.end, start)), axis)
        track = next((n for n, end in enumerate(free) if end <= x + 0.01), len(free))
        free[track : track + 1] = [x + width]
        label = next((t for t in line.labels if _fits(t, width, axis)), "")
        minute = (line.start - axis.start) // MINUTE
        way = _way(line, start, axis) if ways else None
        yield Bar(x, width, label, track, line, minute, way)


def _way(line: Planned, start: datetime, axis: Axis) -> tuple[float, float] | None:
    if line.leave is None or line.runs or line.leave >= start:
        return None
    x = axis.at(max(line.leave, axis.now))
    return (x, axis.at(start) - x) if axis.at(start) > x else None


def _together(lines: Iterable[Planned], axis: Axis) -> Iterator[Planned]:
    """Lines too short to be told apart, one right after the other, as one."""
    last: Planned | None = None
    for line in lines:
        if last is not None and _are_one(last, line, axis):
            last = _joined(last, line)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _joined(last: Planned, line: Planned) -> Planned:
    same = last.number == line.number
    return replace(
        last,
        end=max(last.end, line.end),
        key="",
        number=last.number if same else "",
        labels=last.labels[-1:] if same else (),
        pinned=last.pinned or line.pinned,
        of=(*(last.of or (last,)), line),
    )


def _are_one(last: Planned, line: Planned, axis: Axis) -> bool:
    between = axis.at(line.start) - axis.at(last.end)
    short = axis.of(HIT)
    return (
        not (last.runs or line.runs)
        and axis.at(line.end) - axis.at(line.start) < short
        and (bool(last.of) or axis.at(last.end) - axis.at(last.start) < short)
        and between < axis.of(CLOSE)
    )


def _ghosts(
    ghosts: Iterable[Ghost], axis: Axis
) -> Iterator[tuple[float, float, Ghost]]:
    for each in ghosts:
        if each.end > axis.start and each.start < axis.end:
            x, width = _wide(axis.at(each.start), axis.at(each.end), axis)
            yield x, width, each


def _is_seen(each: Ends, axis: Axis) -> bool:
    told = [each.p50, each.p80, each.deadline, *(each.promised or ())]
    return any(axis.holds(at) for at in told)


def _track_of(each: Ends, bars: Sequence[Bar]) -> int:
    """Of the last bar of the order: its spread goes on from there."""
    mine = (bar for bar in reversed(bars) if bar.line.number == each.number)
    return next((bar.track for bar in mine), 0)


def _wide(start: float, end: float, axis: Axis) -> tuple[float, float]:
    """(x, width): never narrower than can be seen, and inside the picture."""
    width = max(end - start, axis.of(SEEN))
    return min(start, 100 - width), width


def _fits(label: str, width: float, axis: Axis) -> bool:
    """Nothing rather than half a number."""
    return bool(label) and pixels(label) + PADDING <= width / 100 * axis.room


def pixels(label: str) -> float:
    """How wide it is written, a little more rather than less."""
    return sum(LETTER * (1.8 if east_asian_width(c) in "WF" else 1) for c in label)
