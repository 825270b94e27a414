"""The timeline: minutes of a crew add up; what is drawn is seen, hit and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlane.board.plan import svg
from greenlane.board.plan.axis import ALL, NEXT, SHIFT, axis_of, from_first
from greenlane.board.plan.drawing import HIT, SEEN, draw
from greenlane.board.plan.lane import Did, Ends, Ghost, Lane, Planned
from greenlane.board.tests.looking import text
from greenlane.dispatch.sheet import SheetOrder
from greenlane.dispatch.tests import stage
from greenlane.work.ledger import Item, Span, Story
from greenlane.work.ledger.crews import TaskTimes, Turn, crew_time
from tests.cast import Cast

NOW = datetime(2022, 3, 29, 6, 18, tzinfo=UTC)
MIN, HOUR = timedelta(minutes=1), timedelta(hours=1)
ORDER = UUID(int=1)


def axis(name: str = NEXT, *, last: datetime | None = None, room: int = 830):
    shift = (NOW - 6 * HOUR, NOW + 6 * HOUR)
    return axis_of(
        name, now=NOW, zone="Asia/Shanghai", shift=shift, last=last, room=room
    )


def drawn(lane: Lane, at=None, *, moves: bool = True) -> str:
    at = at or axis()
    [row] = draw([lane], at).rows
    return svg.inside(row, at, moves=moves, to="#order-%s")


def line(start: timedelta, length: timedelta, key: str = "t1", **other) -> Planned:
    return Planned(key, "BY-1", NOW + start, NOW + start + length, ("1",), **other)


def story(*spans: Span, done: tuple[str, ...] = ()) -> TaskTimes:
    items = (Item("A1", (), 30), Item("A2", ("A1",), 30))
    over = dict.fromkeys(done, NOW - 2 * HOUR)
    return TaskTimes(Story(NOW - 4 * HOUR, items=items, finished=over, spans=spans))


def told(*turns: Turn, tasks: TaskTimes) -> list[tuple[str, str, int]]:
    """(kind, cause, minutes) of each piece of the last three hours."""
    pieces = crew_time(turns, {ORDER: tasks}, NOW - 3 * HOUR, NOW)
    return [(x.kind, x.cause, (x.end - x.start) // MIN) for x in pieces]


@pytest.mark.pure
def test_a_crew_works_waits_has_a_gap_or_is_free():
    wait = Span("wait", "A2", NOW - 60 * MIN, NOW - 40 * MIN, cause="material")
    given_to = Turn(ORDER, "A2", NOW - 3 * HOUR)
    at_it = Turn(ORDER, "A2", NOW - 30 * MIN, NOW - 10 * MIN, worked=True)
    assert told(given_to, at_it, tasks=story(wait, done=("A1",))) == [
        ("free", "", 60),  # the task before was not done yet
        ("gap", "", 60),
        ("wait", "material", 20),
        ("gap", "", 10),
        ("work", "", 20),
        ("gap", "", 10),
    ]


@pytest.mark.pure
@given(
    st.lists(
        st.tuples(st.integers(-300, 20), st.integers(1, 200), st.booleans()), max_size=6
    ),
    st.lists(st.tuples(st.integers(-300, 0), st.integers(1, 200)), max_size=4),
)
def test_every_minute_of_a_crew_is_told_once(turns, waits):
    had = [
        Turn(ORDER, "A1", NOW + a * MIN, NOW + (a + n) * MIN, worked)
        for a, n, worked in turns
    ]
    spans = [
        Span("wait", "A1", NOW + a * MIN, NOW + (a + n) * MIN, cause="permit")
        for a, n in waits
    ]
    pieces = crew_time(had, {ORDER: story(*spans)}, NOW - 3 * HOUR, NOW)
    assert pieces[0].start == NOW - 3 * HOUR and pieces[-1].end == NOW
    assert all(a.end == b.start for a, b in pairwise(pieces))
    assert all(piece.order or piece.kind == "free" for piece in pieces)


@pytest.mark.pure
def test_nothing_is_too_narrow_to_be_seen_or_hit():
    at = axis(ALL, last=NOW + 90 * HOUR)
    [row] = draw([Lane("team:1", "x", planned=(line(HOUR, MIN),))], at).rows
    [bar] = row.bars
    assert bar.width * at.room / 100 >= SEEN - 0.01
    hit = f'width="{at.of(HIT):.2f}%"'
    assert f'class="hit" x="{bar.x - (at.of(HIT) - bar.width) / 2:.2f}%"' in drawn(
        row.lane, at
    )
    assert hit in drawn(row.lane, at)


@pytest.mark.pure
def test_the_next_hour_is_as_wide_whatever_is_planned_in_days():
    near = axis(NEXT, last=NOW + 90 * HOUR)
    assert near.end - near.start == timedelta(hours=5, minutes=30)
    assert axis("nonsense").name == NEXT
    assert axis(SHIFT).minutes == 720
    days = [tick for tick in axis(ALL, last=NOW + 60 * HOUR).ticks() if tick.day]
    assert [tick.label for tick in days] == ["03-30", "03-31", "04-01"]


@pytest.mark.pure
def test_labels_stay_in_their_bars_and_bars_in_their_tracks():
    lane = Lane(
        "team:1",
        "x",
        planned=(
            line(HOUR, HOUR, "a", title="<b>"),
            line(HOUR + 30 * MIN, HOUR, "b"),
            line(3 * HOUR, 2 * MIN, "c"),
        ),
    )
    [row] = draw([lane], axis()).rows
    assert [(bar.track, bar.label) for bar in row.bars] == [(0, "1"), (1, "1"), (0, "")]
    assert svg.height(row) > svg.height(replace(row, tracks=1))
    assert "&lt;b&gt;" in drawn(lane) and "<b>" not in drawn(lane)


@pytest.mark.pure
def test_each_mark_stands_where_it_belongs():
    lane = Lane(
        "team:1",
        "x",
        did=(
            Did("work", NOW - HOUR, NOW - 40 * MIN, "1"),
            Did("wait", NOW - 40 * MIN, NOW - 20 * MIN, "料", sort="goods"),
            Did("gap", NOW - 20 * MIN, NOW, "0:20"),
        ),
        planned=(
            line(-20 * MIN, HOUR, "runs", runs=True),
            line(HOUR, HOUR, "held", pinned=True, leave=NOW + 30 * MIN),
        ),
        ends=(
            Ends(
                "BY-1",
                NOW + 2 * HOUR,
                NOW + 2 * HOUR,
                NOW + 3 * HOUR,
                (NOW + HOUR, NOW + 2 * HOUR),
                NOW + 3 * HOUR,
                late=True,
            ),
        ),
        ghosts=(Ghost(NOW + HOUR, NOW + 2 * HOUR),),
    )
    found = drawn(lane)
    for mark in ("lock", "pin", "leave", "spread", "end", "late", "due"):
        assert f'"#m-{mark}"' in found, mark
    assert "url(#w-goods)" in found and 'class="did gap"' in found
    assert 'class="ghost"' in found and 'class="promised"' in found
    assert found.count("data-task=") == 1, "what runs is not moved"
    assert "data-task=" not in drawn(lane, moves=False)


@pytest.mark.pure
def test_on_a_long_axis_what_is_short_is_drawn_together():
    lines = tuple(line(n * 15 * MIN, 15 * MIN, f"t{n}") for n in range(1, 9))
    long = axis(ALL, last=NOW + 90 * HOUR)
    [row] = draw([Lane("team:1", "x", planned=lines)], long).rows
    assert len(row.bars) == 1 and len(row.bars[0].line.of) == 8
    [row] = draw([Lane("team:1", "x", planned=lines)], axis()).rows
    assert len(row.bars) == 8


@pytest.mark.pure
def test_what_shows_all_begins_with_the_first_thing():
    wide = axis(ALL, last=NOW + 10 * HOUR)
    late = from_first(wide, [NOW - HOUR])
    assert NOW - 2 * HOUR < late.start < NOW - HOUR
    assert from_first(wide, [NOW - 20 * HOUR]).start == wide.start
    assert from_first(wide, []).at(NOW) > wide.of(21), "the hour of now has room"
    assert from_first(axis(), [NOW]) == axis(), "the others stay as long as they are"


@pytest.mark.django_db
def test_a_revision_is_compared_by_its_address(cast: Cast) -> None:
    order = stage.requested(cast)
    first = stage.sheet(stage.told(cast))
    end = max(x.end_at for x in first.lines)
    window = SheetOrder(order.pk, p50_at=end, p80_at=end + HOUR, end_at=end)
    stage.publish(cast, replace(first, orders=(window,)))
    later = tuple(
        replace(x, start_at=x.start_at + HOUR, end_at=x.end_at + HOUR)
        for x in first.lines
    )
    stage.publish(cast, replace(first, lines=later, orders=(window,)))
    page = text(cast, "/plan?axis=all&against=1")
    assert "What moved since revision 1" in page and 'class="ghost"' in page
    assert "Moved 1\u00a0h\u00a00\u00a0min later" in page
    assert 'class="ghost"' not in text(cast, "/plan?axis=all")
    assert "There is no revision “99”" in text(cast, "/plan?against=99")
    by_order = text(cast, "/plan?by=order&axis=all&against=1")
    assert f'href="#order-{order.number}"' in by_order and 'class="ghost"' in by_order
