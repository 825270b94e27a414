"""Whatever is told, in whatever order: minutes add up, a second opinion agrees."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane.work.ledger import Item, Span, Story, holding, ledger
from greenlane.work.ledger.tests import naive
from greenlane.work.ledger.tests.stories import at, minutes, seconds, stories

MINUTE = timedelta(minutes=1)
some = settings(max_examples=80, deadline=None)


@some
@given(stories(seconds), seconds)
def test_the_pieces_lie_end_to_end_and_add_up(story, now):
    told = ledger(story, now=now)
    assert told.work + told.wait + told.gap == told.elapsed
    assert sum(told.by_item.values(), timedelta()) == told.elapsed
    assert sum(told.by_cause.values(), timedelta()) == told.wait
    assert timedelta() <= told.dark <= told.elapsed
    assert all(piece.start < piece.end for piece in told.pieces)
    assert all(one.end == two.start for one, two in pairwise(told.pieces))
    if told.pieces:
        assert told.pieces[0].start == story.requested
        assert told.pieces[-1].end == story.requested + told.elapsed
    else:
        assert not told.elapsed


@some
@given(stories(), minutes)
def test_a_second_opinion_agrees_on_every_minute(story, now):
    said = [
        (piece.kind, piece.cause, piece.item, piece.holder)
        for piece in ledger(story, now=now).pieces
        for _ in range((piece.end - piece.start) // MINUTE)
    ]
    assert said == naive.minutes(story, now)


@some
@given(stories(), minutes)
def test_the_dark_is_counted_as_one_counts_it_by_hand(story, now):
    end = naive.stop(story, now)
    wanted = max(story.requested, story.need_at or story.requested)
    dark = sum(
        at(n) >= wanted
        and at(n) < end
        and not any(naive.during(kept, at(n)) for kept in story.kept_supply)
        for n in range(200)
    )
    assert ledger(story, now=now).dark == dark * MINUTE


@some
@given(stories(seconds), seconds, st.randoms(use_true_random=False))
def test_the_order_of_telling_changes_nothing(story, now, random):
    def mixed(rows):
        return tuple(random.sample(rows, len(rows)))

    other = replace(
        story,
        spans=mixed(story.spans),
        holds=mixed(story.holds),
        ends=mixed(story.ends),
        kept_supply=mixed(story.kept_supply),
        finished=dict(mixed(tuple(story.finished.items()))),
    )
    assert ledger(story, now=now) == ledger(other, now=now)
    assert holding(story, now=now) == holding(other, now=now)


@some
@given(stories(), minutes)
def test_what_holds_now_is_the_piece_that_the_next_minute_adds(story, now):
    held = holding(story, now=now)
    if held is None:
        is_lit = story.energised is not None and story.energised <= now
        assert now < story.requested or is_lit or naive.stop(story, now) <= now
        return
    said = (held.kind, held.cause, held.item, held.holder)
    assert said == naive.minute(story, now, now)
    before = naive.minutes(story, now)
    age = (now - held.since) // MINUTE
    assert all(each == said for each in before[len(before) - age :])
    assert age == len(before) or before[-age - 1] != said


@some
@given(stories(), minutes, minutes)
def test_while_it_is_dark_the_past_stands_as_time_goes_on(story, one, two):
    story = replace(story, energised=None, ends=())
    earlier, later = min(one, two), max(one, two)
    past = naive.minutes(story, earlier)
    assert naive.minutes(story, later)[: len(past)] == past
    cut = ledger(replace(story, energised=None), now=earlier).pieces
    grown = ledger(story, now=later).pieces
    assert cut[:-1] == grown[: max(len(cut) - 1, 0)]


def test_sixty_tasks_and_five_hundred_facts_are_no_trouble():
    keys = [f"A{n:02}" for n in range(60)]
    items = tuple(
        Item(k, tuple(keys[max(n - 3, 0) : n]), 10) for n, k in enumerate(keys)
    )
    spans = tuple(
        Span("work", keys[n % 60], at(n / 3), at(n / 3 + 5)) for n in range(500)
    )
    finished = {key: at(3 * n + 3) for n, key in enumerate(keys)}
    story = Story(at(0), energised=at(175), items=items, finished=finished, spans=spans)
    began = perf_counter()
    assert ledger(story, now=at(200)).elapsed == 175 * MINUTE
    assert perf_counter() - began < 1
