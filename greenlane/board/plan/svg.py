"""A drawing as SVG: attributes only, each text escaped here and nowhere else. Pure.

Positions are hundredths, so it fits every screen and sheet without a script; heights
are pixels. Marks and hatchings are defined once on the page (`_marks.html`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from greenlane.board.plan.axis import Axis
from greenlane.board.plan.drawing import HIT, Bar, Ends, Ghost, Piece, Row

TRACK, BAR, TOP, FOOT = 28, 20, 5, 2  # pixels: a track, a bar in it, above and below
BASE = 15  # of a label, from the top of its bar
ROOM_OF_MARK = 13
SEEN_WAY = 12  # pixels: a shorter way has no wedge


def height(row: Row) -> int:
    """Pixels of a lane."""
    return row.tracks * TRACK + FOOT


def inside(row: Row, axis: Axis, *, moves: bool, to: str) -> SafeString:
    """What stands in the lane. `moves`: the reader may move what does not run yet.

    `to`: where a bar leads, with %s for the number of its order.
    """
    told = [
        *(_piece(each) for each in row.pieces),
        *(_ghost(*each) for each in row.ghosts),
        *(_spread(each, track, axis) for each, track in row.ends),
        *(_bar(each, axis, moves=moves, to=to) for each in row.bars),
        *(_ends(each, track, axis) for each, track in row.ends),
    ]
    return mark_safe("".join(told))  # noqa: S308 (escaped below, piece by piece)


def _title(text: str) -> str:
    return f"<title>{escape(text)}</title>" if text else ""


def _box(x: float, width: float, y: float, high: float) -> str:
    return f'x="{x:.2f}%" y="{y:g}" width="{width:.2f}%" height="{high:g}"'


def _piece(piece: Piece) -> str:
    did, box = piece.did, _box(piece.x, piece.width, TOP, BAR)
    hatch = f'<rect fill="url(#w-{did.sort})" {box}/>' if did.sort else ""
    label = ""
    if piece.label:
        plate = ' class="on-hatch"' if did.sort else ""
        label = f'<svg {box}><text x="4" y="{BASE}"{plate}>{escape(piece.label)}</text></svg>'
    return (
        f'<g class="did {did.kind}">{_title(did.title)}<rect {box}/>{hatch}{label}</g>'
    )


def _bar(bar: Bar, axis: Axis, *, moves: bool, to: str) -> str:
    line, y = bar.line, TOP + bar.track * TRACK
    can = moves and bool(line.key) and not line.runs
    data = f' data-task="{line.key}" data-at="{bar.minute}"' if can else ""
    if not (can or (moves and line.runs)):  # what is not moved the list says as well
        data += ' tabindex="-1"'
    if not to.startswith("#"):
        data += f' data-chooses="{escape(line.number)}"'
    kind = "runs" if line.runs else "may-move" if can else "still"
    way = ""
    if bar.way:
        x, width = bar.way
        way = f'<rect class="way" {_box(x, width, y + BAR / 2 - 1, 2)}/>'
        if width >= axis.of(SEEN_WAY):
            way += f'<use href="#m-leave" x="{x:.2f}%" y="{y + BAR / 2 - 5:g}"/>'
    marks = "".join(_marks(bar, y))
    left = ROOM_OF_MARK if line.runs else 4
    label = (
        f'<text x="{left}" y="{BASE}">{escape(bar.label)}</text>' if bar.label else ""
    )
    return (
        f'{way}<a class="b {kind}" href="{escape(to.replace("%s", line.number))}"{data}>'
        f"{_title(line.title)}{_hit(bar, axis, y)}"
        f'<svg {_box(bar.x, bar.width, y, BAR)}><rect width="100%" height="100%"/>'
        f"{label}</svg>{marks}</a>"
    )


def _hit(bar: Bar, axis: Axis, y: float) -> str:
    """What is narrower than a finger is hit beside itself too."""
    least = axis.of(HIT)
    if bar.width >= least:
        return ""
    x = min(max(0.0, bar.x - (least - bar.width) / 2), 100 - least)
    return f'<rect class="hit" {_box(x, least, y - 2, HIT)}/>'


def _marks(bar: Bar, y: float) -> Iterator[str]:
    if bar.line.runs:
        yield f'<use href="#m-lock" x="{bar.x:.2f}%" y="{y:g}"/>'
    if bar.line.pinned:
        yield f'<use href="#m-pin" x="{bar.x + bar.width:.2f}%" y="{y:g}"/>'


def _ghost(x: float, width: float, ghost: Ghost) -> str:
    box = _box(x, width, TOP - 3, BAR + 6)
    return f'<g class="ghost">{_title(ghost.title)}<rect {box}/></g>'


def _spread(each: Ends, track: int, axis: Axis) -> str:
    """From the end that is likely, thinning out to P80."""
    if each.end is None or each.p80 is None or each.p80 <= each.end:
        return ""
    x, y = axis.at(each.end), TOP + track * TRACK
    if (width := axis.at(each.p80) - x) <= 0:
        return ""
    return f'<use class="spread" href="#m-spread" {_box(x, width, y, BAR)}/>'


def _ends(each: Ends, track: int, axis: Axis) -> str:
    """The promise is a line below the bars, the last moment a flag; late is a wedge."""
    y, found = TOP + track * TRACK, ""
    if each.promised and each.promised[1] > axis.start and each.promised[0] < axis.end:
        p50, p80 = (axis.at(at) for at in each.promised)
        line = _box(p50, max(p80 - p50, axis.of(2)), y + BAR + 2.5, 2)
        found += f'<rect class="promised" {line}/>'
        found += _at("m-end", each.promised[1], y, axis)
        found += _at("m-late", each.promised[1], y, axis) if each.late else ""
    found += _at("m-due", each.deadline, y, axis)
    return f'<g class="ends">{_title(each.title)}{found}</g>' if found else ""


def _at(mark: str, at: datetime | None, y: float, axis: Axis) -> str:
    if at is None or not axis.holds(at):
        return ""
    return f'<use href="#{mark}" x="{axis.at(at):.2f}%" y="{y:g}"/>'
