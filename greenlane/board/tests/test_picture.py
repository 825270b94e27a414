"""The picture says the ledger: bars end to end, and whole minutes that add up."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from greenlane.board.picture import _label, axis, small, sums
from greenlane.work.ledger import Ledger, Piece

START = datetime(2022, 3, 29, 2, 5, tzinfo=UTC)
KINDS = st.sampled_from(["work", "wait", "gap"])
LENGTHS = st.integers(1, 60 * 60 * 30).map(lambda s: timedelta(seconds=s))


@st.composite
def ledgers(draw) -> Ledger:
    pieces, at = [], START
    for kind, length in draw(st.lists(st.tuples(KINDS, LENGTHS), min_size=1)):
        cause = "material" if kind == "wait" else ""
        pieces.append(Piece(at, at + length, kind, cause, None, ""))
        at += length
    parts = {
        kind: sum((p.end - p.start for p in pieces if p.kind == kind), timedelta())
        for kind in ("work", "wait", "gap")
    }
    elapsed = at - START
    return Ledger(
        tuple(pieces), **parts, elapsed=elapsed, dark=elapsed, by_cause={}, by_item={}
    )


@given(ledgers())
def test_whole_minutes_add_up_and_none_is_off_by_a_minute(found):
    shown = sums(found)
    assert shown.work + shown.wait + shown.gap == shown.elapsed
    for part in ("work", "wait", "gap"):
        off = abs(getattr(shown, part) - getattr(found, part))
        assert off < timedelta(minutes=1)


@given(ledgers())
def test_bars_lie_end_to_end_inside_the_picture(found):
    picture = small(found, axis([found]))
    ends = 0.0
    for bar in picture.bars:
        x, width = float(bar.x.rstrip("%")), float(bar.width.rstrip("%"))
        assert abs(x - ends) < 0.02 * len(picture.bars)
        ends = x + width
    assert ends <= 100.1


def test_an_hour_and_more_is_said_in_hours():
    long, short = timedelta(hours=37, minutes=18), timedelta(minutes=31)
    assert _label(Piece(START, START + long, "gap", "", None, "")) == "37:18"
    assert _label(Piece(START, START + short, "gap", "", None, "")) == "31"
