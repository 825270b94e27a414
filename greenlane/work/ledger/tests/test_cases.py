"""Cases that a dispatcher can check by hand."""

from __future__ import annotations

from greenlane.work.ledger import (
    Item,
    Stretch,
    holding,
    ledger,
)
from greenlane.work.ledger.tests.telling import (
    hour,
    hours,
    split,
    story,
    wait,
    work,
)


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
