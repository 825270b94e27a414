"""The picture says the ledger: bars end to end, and whole minutes that add up."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from greenlane.board.picture import PLAN, PLAYBOOK, draw, label_of, sums
from greenlane.board.ribbon import axis_of, ribbon_of
from greenlane.board.words import STAGES, word
from greenlane.core.models import Unit
from greenlane.dispatch.models import OrderPlan
from greenlane.work.ledger import Ledger, Piece
from greenlane.work.models import Order, Task
from greenlane.work.models.playbook import PlaybookVersion

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
START = datetime(2022, 3, 29, 2, 5, tzinfo=UTC)
KINDS = st.sampled_from(["work", "wait", "gap"])
LENGTHS = st.integers(1, 60 * 60 * 30).map(lambda s: timedelta(seconds=s))


@st.composite
def ledgers(draw_) -> Ledger:
    pieces, at = [], START
    for kind, length in draw_(st.lists(st.tuples(KINDS, LENGTHS), min_size=1)):
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


def drawn(*stages: tuple[str, timedelta], plan: OrderPlan | None = None):
    """A picture of these stages, each so long, and of now at their end."""
    book = PlaybookVersion(p50_minutes=600, p80_minutes=700)
    order = Order(requested_at=START, unit=Unit(timezone="Asia/Shanghai"))
    order.playbook = book
    tasks = [Task(key=stage, stage=stage) for stage, _length in stages]
    order._prefetched_objects_cache = {"tasks": tasks, "stops": []}
    pieces, at = [], START
    for stage, length in stages:
        pieces.append(Piece(at, at + length, "work", "", stage, ""))
        at += length
    long, none = at - START, timedelta()
    told = Ledger(tuple(pieces), long, none, none, long, long, {}, {})
    return draw(order, [("", told)], plan, now=at)


def test_the_picture_expects_what_the_head_of_the_page_says():
    plan = OrderPlan(p50_at=START + 3 * HOUR, p80_at=START + 4 * HOUR)
    told = drawn(("survey", HOUR), plan=plan)
    assert told.expects == PLAN
    [_work, sure, maybe] = told.rows[0].bars
    assert abs(float(sure.width[:-1]) - 2 * float(maybe.width[:-1])) < 0.02
    assert drawn(("survey", HOUR)).expects == PLAYBOOK, "without a plan"


def test_of_stages_without_room_the_longest_is_named_and_the_others_counted():
    few = [("intake", MINUTE), ("preparation", MINUTE), ("survey", MINUTE)]
    [named] = drawn(*few, ("construction", 5 * HOUR)).rows[0].stages
    assert named.label == f"{word(STAGES, 'construction')} +3"
    assert named.left_out == ", ".join(word(STAGES, stage) for stage, _ in few)
    apart = drawn(("intake", HOUR), ("survey", HOUR)).rows[0].stages
    assert [mark.left_out for mark in apart] == ["", ""]


def test_days_on_the_axis_have_their_date_and_are_the_last_to_go():
    ticks = drawn(("survey", 50 * HOUR)).ticks
    assert "03-30" in [tick.label for tick in ticks]
    assert all(not tick.between for tick in ticks if "-" in tick.label)
