"""The picture says the ledger: bars end to end, and whole minutes that add up."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from greenlane.board.picture import label_of, sums
from greenlane.board.ribbon import axis_of, ribbon_of
from greenlane.work.ledger import Ledger, Piece
from greenlane.work.models import Order

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
    order = Order(requested_at=START)
    order._prefetched_objects_cache = {"tasks": [], "stops": []}
    ribbon = ribbon_of(
        order, found, None, axis_of([(timedelta(), found.elapsed)]), lit=False
    )
    ends = float(ribbon.bars[0].x.rstrip("%"))
    for bar in ribbon.bars:
        x, width = float(bar.x.rstrip("%")), float(bar.width.rstrip("%"))
        assert abs(x - ends) < 0.02 * len(ribbon.bars)
        ends = x + width
    assert ends <= 100.1
    assert abs(float(ribbon.now.x.rstrip("%")) - ends) < 0.1


@given(st.lists(LENGTHS, min_size=1))
def test_an_axis_is_as_long_as_nearly_all_of_what_it_compares(lengths):
    axis = axis_of([(timedelta(), each) for each in lengths])
    fit = sum(each <= axis.end for each in lengths)
    assert fit >= len(lengths) * 9 // 10 or axis.end == timedelta(hours=168)


def test_of_two_orders_the_longer_dark_is_the_longer_bar():
    axis = axis_of([(timedelta(), timedelta(hours=n)) for n in (2, 6)])
    widths = [width_of(hours, axis) for hours in (2, 6)]
    assert abs(widths[1] - 3 * widths[0]) < 0.1


def width_of(hours, axis):
    order = Order(requested_at=START)
    order._prefetched_objects_cache = {"tasks": [], "stops": []}
    end = START + timedelta(hours=hours)
    gap = Piece(START, end, "gap", "", None, "")
    none = timedelta()
    told = Ledger((gap,), none, none, end - START, end - START, end - START, {}, {})
    [bar] = ribbon_of(order, told, None, axis, lit=False).bars
    return float(bar.width.rstrip("%"))


def test_an_hour_and_more_is_said_in_hours():
    long, short = timedelta(hours=37, minutes=18), timedelta(minutes=31)
    assert label_of(Piece(START, START + long, "gap", "", None, "")) == "37:18"
    assert label_of(Piece(START, START + short, "gap", "", None, "")) == "31"
