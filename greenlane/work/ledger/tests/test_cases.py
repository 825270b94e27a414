"""Cases that a dispatcher can check by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from greenlane.work.ledger import (
    BadStory,
    Item,
    Piece,
    Span,
    Story,
    Stretch,
    holding,
    ledger,
)

ITEMS = (
    Item("survey", (), 50),
    Item("kit", (), 60),
    Item("build", ("survey", "kit"), 120),
    Item("meter", ("survey",), 20),
    Item("energise", ("build", "meter"), 15),
)


def hour(h: float) -> datetime:
    return datetime(2022, 8, 11, 11, tzinfo=UTC) + timedelta(hours=h)


def hours(h: float) -> timedelta:
    return timedelta(hours=h)


def work(task: str | None, start: float, end: float | None = None, **more) -> Span:
    return Span("work", task, hour(start), end and hour(end), **more)


def wait(task: str | None, cause: str, start: float, end: float | None = None, **more):
    return Span("wait", task, hour(start), end and hour(end), cause, **more)


def story(*spans: Span, items=ITEMS, **more) -> Story:
    more.setdefault("owner", "role:dispatcher")
    finished = {key: hour(at) for key, at in more.pop("finished", {}).items()}
    return Story(requested=hour(0), items=items, finished=finished, spans=spans, **more)


def split(told) -> tuple[float, float, float]:
    return tuple(part / hours(1) for part in (told.work, told.wait, told.gap))


def test_a_storeman_kitting_overnight_does_not_turn_a_wait_for_goods_into_work():
    told = ledger(
        story(
            work("survey", 0, 1),
            wait("kit", "material", 1, 19, holder="role:stores"),
            work("kit", 2, 18, holder="person:he"),
            work("meter", 2, 18, holder="person:ma"),
            finished={"survey": 1, "meter": 18},
        ),
        now=hour(19),
    )
    # Before the survey was over kitting headed the longest chain, and nobody did it.
    assert split(told) == (0, 18, 1)
    assert told.by_cause == {"material": hours(18)}


def test_guixi_nineteen_and_a_half_hours_between_survey_and_construction():
    items = (
        Item("survey", (), 50),
        Item("build", ("survey",), 120),
        Item("energise", ("build",), 15),
    )
    told = ledger(
        story(
            work("survey", 0.5, 2),
            wait("build", "material", 2, 5, expected_end=hour(13)),
            wait("build", "night_rest", 3, 12, expected_end=hour(12)),
            wait("build", "material", 12, 20, expected_end=hour(20)),
            work("build", 20, 22),
            work("energise", 22, 22.5),
            items=items,
            energised=hour(22.5),
            finished={"survey": 2, "build": 22, "energise": 22.5},
        ),
        now=hour(30),
    )
    assert told.elapsed == hours(22.5)
    assert split(told) == (4, 18, 0.5)
    assert told.by_cause == {"material": hours(11), "night_rest": hours(7)}
    between = [p for p in told.pieces if hour(0.5) <= p.start < hour(20)]
    assert sum((p.end - p.start for p in between), hours(0)) == hours(19.5)


def test_of_two_waits_the_one_expected_to_end_last_holds_and_ties_go_to_the_earlier():
    told = ledger(
        story(
            wait("kit", "material", 0, 4, expected_end=hour(6)),
            wait("kit", "generator", 1, 8, expected_end=hour(6)),
            wait("kit", "weather", 2, 3, expected_end=hour(9)),
            wait("kit", "permit", 6, 7),
        ),
        now=hour(8),
    )
    said = ["material", "weather", "material", "generator", "permit", "generator"]
    assert [piece.cause for piece in told.pieces] == said
    assert told.by_cause["material"] == hours(3)


def test_two_crews_on_one_task_are_work_once():
    told = ledger(
        story(work("kit", 0, 2, holder="he"), work("kit", 1, 3, holder="hu")),
        now=hour(4),
    )
    assert split(told) == (3, 0, 1)
    assert [piece.holder for piece in told.pieces[:2]] == ["he", "hu"]


def test_an_order_on_hold_waits_whoever_works():
    told = ledger(
        story(
            work("kit", 0, 4),
            wait("kit", "material", 1, 3, expected_end=hour(99)),
            holds=(Stretch(hour(2), hour(3), "person:liu"),),
        ),
        now=hour(4),
    )
    assert told.by_cause == {"material": hours(1), "held_by_order": hours(1)}
    assert told.pieces[2].holder == "person:liu"


def test_a_cancelled_order_stops_its_clock_and_reopened_names_the_time_between():
    at = work("kit", 0, 2)
    stopped = story(at, ends=(Stretch(hour(3)),))
    assert ledger(stopped, now=hour(500)).elapsed == hours(3)
    assert holding(stopped, now=hour(500)) is None
    again = story(at, ends=(Stretch(hour(3), hour(10)),))
    told = ledger(again, now=hour(11))
    assert (split(told), told.by_cause) == ((2, 7, 2), {"cancelled": hours(7)})
    assert holding(again, now=hour(11)).since == hour(10)


def test_a_correction_takes_the_place_of_what_it_corrects():
    first = work("kit", 0, 5, key="1", recorded_seq=1)
    second = work("kit", 1, 3, key="2", recorded_seq=2, corrects="1")
    third = work("kit", 1, 4, key="3", recorded_seq=3, corrects="2")
    now = hour(6)
    assert ledger(story(first), now=now).work == hours(5)
    assert ledger(story(first, second), now=now).work == hours(2)
    assert ledger(story(third, first, second), now=now).work == hours(3)
    withdrawn = work("kit", 1, 1, key="2", corrects="1")
    assert ledger(story(first, withdrawn), now=now).gap == hours(6)


def test_it_is_dark_from_when_light_was_needed_and_not_while_an_old_supply_is_kept():
    kept = (Stretch(hour(1), hour(4)), Stretch(hour(3), hour(5)), Stretch(hour(9)))
    told = ledger(story(need_at=hour(2), kept_supply=kept), now=hour(10))
    assert (told.dark, told.elapsed) == (hours(4), hours(10))
    assert ledger(story(need_at=hour(20)), now=hour(10)).dark == hours(0)


def test_an_order_filed_three_days_ahead_has_no_three_days_of_gap():
    told = ledger(story(need_at=hour(72), p80_minutes=480), now=hour(65))
    assert split(told) == (0, 64, 1)
    assert told.by_cause == {"not_needed_yet": hours(64)}


def test_once_lit_the_chain_of_last_finishers_holds_and_not_what_was_thought_likely():
    told = ledger(
        story(
            work("survey", 0, 1),
            work("kit", 0, 2),
            work("build", 2, 4),
            work("meter", 4.5, 6),
            work("energise", 6, 7),
            energised=hour(6.5),
            finished={"survey": 1, "kit": 2, "build": 4, "meter": 6, "energise": 7},
        ),
        now=hour(9),
    )
    assert told.by_item == {
        "survey": hours(1),
        "meter": hours(5),
        "energise": hours(0.5),
    }
    assert split(told) == (3, 0, 3.5)


def test_a_task_under_way_when_the_light_comes_wins_over_one_finished_that_minute():
    told = ledger(
        story(
            work("energise", 3),
            energised=hour(4),
            finished={"survey": 1, "kit": 2, "build": 3, "meter": 3, "paper": 4},
            items=(*ITEMS, Item("paper", ("survey",), 5)),
        ),
        now=hour(5),
    )
    assert told.by_item["energise"] == hours(1)
    assert "paper" not in told.by_item


def test_a_task_left_long_ago_is_not_what_the_light_waited_for():
    told = ledger(
        story(
            work("kit", 0, 0.5),
            energised=hour(3),
            finished={"survey": 1, "meter": 3},
        ),
        now=hour(5),
    )
    assert told.by_item == {"survey": hours(1), "meter": hours(2)}


def test_where_a_task_was_finished_before_what_it_stands_on_the_plan_decides():
    told = ledger(
        story(
            work("energise", 2, 3),
            energised=hour(3),
            finished={"energise": 3, "survey": 1},
        ),
        now=hour(3),
    )
    assert told.by_item == {"kit": hours(3)}


def test_facts_outside_the_time_between_request_and_light_are_cut_to_it():
    told = ledger(
        story(work("kit", -3, 1), work("kit", 2, 9), energised=hour(3)), now=hour(8)
    )
    assert told.elapsed == hours(3)
    assert split(told) == (2, 0, 1)
    assert ledger(story(), now=hour(-1)).pieces == ()


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
