"""Stories nobody would have written by hand: muddled, late, corrected, overlapping."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from greenlane.work.causes import NAMED
from greenlane.work.ledger import Item, Span, Story, Stretch

REQUESTED = datetime(2022, 3, 29, 2, 5, tzinfo=UTC)
LENGTH = 180  # minutes


def at(minute: float) -> datetime:
    return REQUESTED + timedelta(minutes=minute)


# Quarters of an hour: many facts fall on the same moment, and ties are decided.
minutes = st.integers(-1, LENGTH // 15).map(lambda n: at(15 * n))
seconds = st.integers(-20 * 60_000_000, LENGTH * 60_000_000).map(
    lambda us: REQUESTED + timedelta(microseconds=us)
)
holders = st.sampled_from(("", "person:liu", "person:sun", "role:stores"))


@st.composite
def stretches(draw, moments):
    start = draw(moments)
    end = draw(st.none() | moments)
    end = end and max(end, start)
    return Stretch(start, end, draw(holders))


@st.composite
def spans(draw, moments, keys):
    stretch = draw(stretches(moments))
    kind = draw(
        st.sampled_from(("work", "work", "wait", "wait", "handoff", "assigned"))
    )
    is_wait = kind == "wait"
    return Span(
        kind,
        draw(st.sampled_from((None, "gone", *keys, *keys))),
        stretch.start,
        stretch.end,
        cause=draw(st.sampled_from(NAMED)) if is_wait else "",
        holder=stretch.holder,
        expected_end=draw(st.none() | moments) if is_wait else None,
        recorded_seq=draw(st.integers(1, 5)),
        key=f"row-{draw(st.integers(1, 12))}",
        corrects=draw(st.none() | st.none() | st.integers(1, 12).map("row-{}".format)),
    )


@st.composite
def stories(draw, moments=minutes):
    keys = [f"A0{n}" for n in range(draw(st.integers(0, 6)))]
    items = tuple(
        Item(
            key,
            tuple(draw(st.sets(st.sampled_from((*keys[:n], "gone")), max_size=3))),
            draw(st.integers(0, 40)),
            draw(holders),
        )
        for n, key in enumerate(keys)
    )
    few = st.lists(stretches(moments), max_size=2).map(tuple)
    return Story(
        requested=REQUESTED,
        need_at=draw(st.none() | moments),
        energised=draw(st.none() | moments.filter(lambda m: m >= REQUESTED)),
        items=draw(st.permutations(items).map(tuple)),
        finished={key: draw(moments) for key in keys if draw(st.booleans())},
        spans=tuple(draw(st.lists(spans(moments, keys), max_size=8))),
        holds=draw(few),
        ends=draw(few),
        kept_supply=draw(few),
        p80_minutes=draw(st.none() | st.integers(0, 90)),
        owner=draw(holders),
    )
