"""Once lit: the chain of last finishers, cut to the time between request and light."""

from __future__ import annotations

from greenlane.work.ledger import (
    Item,
    ledger,
)
from greenlane.work.ledger.tests.telling import (
    ITEMS,
    hour,
    hours,
    split,
    story,
    work,
)


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
