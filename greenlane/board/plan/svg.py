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
from greenlane.board.plan.drawing import HIT, Bar, Piece, Row, pixels
from greenlane.board.plan.lane import Ends, Ghost, Planned

TRACK, BAR, TOP, FOOT = 28, 20, 5, 2  # pixels: a track, a bar in it, above and below
BASE = 15  # of a label, from the top of its bar
ROOM_OF_MARK = 13
TOGETHER = 4  # lines drawn as one that are named
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
        *(_way(each, axis) for each in row.bars),
        *(_bar(each, axis, moves=moves, to=to) for each in row.bars),
        *(_ends(each, track, axis) for each, track in row.ends),
    ]
    return mark_safe("".join(told))  # noqa: S308 (escaped below, piece by piece)


def _title(text: str) -> str:
    return f"<title>{escape(text)}</title>" if text else ""


def _box(x: float, width: float, y: float, high: float) -> str:
    return f'x="{x:.2f}%" y="{y:g}" width="{width:.2f}%" height="{high:g}"'


def _piece(piece: Piece) -> str:
    """The name of a wait stands on a plate, or its hatching would cross it out."""
    did, box = piece.did, _box(piece.x, piece.width, TOP, BAR)
    hatch = f'<rect fill="url(#w-{did.sort})" {box}/>' if did.sort else ""
    label = ""
    if piece.label:
        wide = pixels(piece.label) + 4
        plate = f'<rect class="plate" x="2" y="2" width="{wide:g}" height="16"/>'
        text = f'<text x="4" y="{BASE}">{escape(piece.label)}</text>'
        label = f"<svg {box}>{plate if did.sort else ''}{text}</svg>"
    inside = f"<rect {box}/>{hatch}{_open(piece)}{label}"
    return f'<g class="did {did.kind}">{_title(did.title)}{inside}</g>'


def _open(piece: Piece) -> str:
    """Its left side is not drawn, where it began before the picture."""
    if not piece.is_open or piece.did.kind == "work":
        return ""
    return f'<rect class="open" x="-2" y="{TOP + 1}" width="5" height="{BAR - 2}"/>'


def _way(bar: Bar, axis: Axis) -> str:
    """Before the bars, so that it crosses out none of them."""
    if not bar.way:
        return ""
    (x, width), middle = bar.way, TOP + bar.track * TRACK + BAR / 2
    line = f'<rect class="way" {_box(x, width, middle - 1, 2)}/>'
    if width < axis.of(SEEN_WAY):
        return line
    return f'{line}<use href="#m-leave" x="{x:.2f}%" y="{middle - 5:g}"/>'


def _bar(bar: Bar, axis: Axis, *, moves: bool, to: str) -> str:
    line, y = bar.line, TOP + bar.track * TRACK
    can = moves and bool(line.key) and not line.runs
    told, tag = [f'href="{escape(to.replace("%s", line.number))}"'], "a"
    if not line.number:
        told, tag = [], "g"
    elif can:
        told.append(f'data-task="{line.key}" data-at="{bar.minute}"')
    elif not (moves and line.runs):  # what is not moved the list says as well
        told.append('tabindex="-1"')
    if line.number and not to.startswith("#"):
        told.append(f'data-chooses="{escape(line.number)}"')
    kind = "runs" if line.runs else "may-move" if can else "still"
    marks = "".join(_marks(bar, y))
    return (
        f'<{tag} class="b {kind}" {" ".join(told)}>{_title(_said(line))}'
        f"{_hit(bar, axis, y)}{_body(bar, y)}{marks}</{tag}>"
    )


def _body(bar: Bar, y: float) -> str:
    """A label is cut off at the end of its bar."""
    box = _box(bar.x, bar.width, y, BAR)
    if not bar.label:
        return f"<rect {box}/>"
    left = ROOM_OF_MARK if bar.line.runs else 4
    text = f'<text x="{left}" y="{BASE}">{escape(bar.label)}</text>'
    return f'<svg {box}><rect width="100%" height="100%"/>{text}</svg>'


def _said(line: Planned) -> str:
    """Of what is drawn together the first few."""
    if not line.of:
        return line.title
    more = f"\n+{len(line.of) - TOGETHER}" if len(line.of) > TOGETHER else ""
    return "\n".join(each.title for each in line.of[:TOGETHER]) + more


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
