"""What holds it, whose the gap is, and stories that cannot be."""

from __future__ import annotations

import pytest

from greenlane.work.ledger import (
    BadStory,
    Item,
    Piece,
    Span,
    holding,
    ledger,
)
from greenlane.work.ledger.tests.telling import (
    hour,
    story,
    wait,
    work,
)


def test_a_gap_belongs_to_whom_it_was_offered_then_assigned_then_owes_it():
    items = (Item("kit", (), 60, owner="role:stores"),)
    offer = Span("handoff", "kit", hour(3), hour(4), holder="person:sun")
    he = Span("assigned", "kit", hour(1), hour(2), holder="person:he")
    hu = Span("assigned", "kit", hour(1.5), None, holder="person:hu")
    told = ledger(story(offer, he, hu, items=items), now=hour(5))
    owners = ["role:stores", "person:he", "person:hu", "person:sun", "person:hu"]
    assert [piece.holder for piece in told.pieces] == owners
    no_task = ledger(story(items=()), now=hour(1)).pieces
    assert no_task == (Piece(hour(0), hour(1), "gap", "", None, "role:dispatcher"),)


@pytest.mark.parametrize(
    ("spans", "held", "next_step"),
    [
        ((), ("gap", "", "role:dispatcher", 0), "work.assign"),
        (
            (Span("assigned", "kit", hour(1), holder="person:he"),),
            ("gap", "", "person:he", 1),
            "work.start_field_work",
        ),
        (
            (Span("handoff", "kit", hour(2), holder="person:sun"),),
            ("gap", "", "person:sun", 2),
            "work.accept_handoff",
        ),
        (
            (work("kit", 1, holder="person:he"),),
            ("work", "", "person:he", 1),
            "work.finish_task",
        ),
        (
            (wait("kit", "material", 1, holder="x"), work("kit", 0)),
            ("wait", "material", "x", 1),
            "work.close_wait",
        ),
    ],
)
def test_what_holds_it_names_holder_age_and_the_verb_that_ends_it(
    spans, held, next_step
):
    now = holding(story(*spans), now=hour(3))
    kind, cause, holder, since = held
    assert (now.item, now.kind, now.cause) == ("kit", kind, cause)
    assert (now.holder, now.since) == (holder, hour(since))
    assert now.next_step == next_step


def test_an_order_that_nobody_took_asks_to_be_taken():
    assert holding(story(items=()), now=hour(1)).next_step == "work.take_order"
    taken = story(items=(), owner="person:xu")
    assert holding(taken, now=hour(1)).next_step == ""


def test_nothing_holds_before_the_request_and_after_the_light():
    lit = story(energised=hour(2))
    assert holding(lit, now=hour(1)) is not None
    assert holding(lit, now=hour(2)) is None
    assert holding(lit, now=hour(-1)) is None


def test_a_story_that_contradicts_itself_is_refused():
    circle = (Item("a", ("b",), 1), Item("b", ("a",), 1))
    twice = (Item("a", (), 1), Item("a", (), 2))
    for items in (circle, twice, (Item("a", (), -1),)):
        with pytest.raises(BadStory):
            story(items=items)
    with pytest.raises(BadStory):
        Span("wait", "a", hour(0))
    with pytest.raises(BadStory):
        Span("nap", "a", hour(0))
