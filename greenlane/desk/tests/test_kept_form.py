"""A form keeps its shape: what is known stays a line, a reading asks one thing."""

from __future__ import annotations

import re

from greenlane.core import guard
from greenlane.desk.tests.pages import Form, Hand, address, shown
from greenlane.work.models import Stint, Task
from greenlane.work.tests.stage import desk_stint, done, key_of, order_with_tasks
from tests import stages


def begun(cast, key="A01", by="wang"):
    order = order_with_tasks(cast)
    return order, desk_stint(cast, order, key, by=by)


def test_the_end_of_the_work_may_say_that_the_task_is_done(cast):
    order, _stint = begun(cast)
    hand = Hand("wang")
    form = hand.read(address("work.end_stint", order.number))
    for _time in range(2):  # a second press of the button is the same act
        assert hand.send(form, done="yes").status_code == 303
    assert Stint.objects.get().ended_at
    assert Task.objects.get(order=order, key="A01").finished_at


def test_without_a_yes_the_task_goes_on(cast):
    order, _stint = begun(cast)
    hand = Hand("wang")
    form = hand.read(address("work.end_stint", order.number))
    assert hand.send(form, done="no").status_code == 303
    assert Stint.objects.get().ended_at
    assert Task.objects.get(order=order, key="A01").finished_at is None


def test_where_it_is_not_done_the_work_has_ended_and_the_page_says_what_is_missing(
    cast,
):
    order = order_with_tasks(cast)
    done(cast, order, "A01")
    desk_stint(cast, order, "A03", by="chen")
    hand = Hand("chen")
    form = hand.read(address("work.end_stint", order.number))
    _undone(cast, order)
    refused = hand.send(form, done="yes")
    assert refused.status_code == 409
    page = shown(refused)
    assert "Done: End the work on the task" in page
    assert Stint.objects.get().ended_at
    again = Form(page)
    assert again.action.startswith(f"/orders/{order.number}/finish-task")
    assert again.data["task"] == key_of(order, "A03")


def _undone(cast, order):
    """What comes before is open again."""
    with guard.lifted():
        Task.objects.filter(order=order, key="A01").update(finished_at=None)


def test_no_other_verb_asks_whether_it_is_done(cast):
    order, _stint = begun(cast)
    page = shown(Hand("wang").client.get(address("work.add_note", order.number)))
    assert 'name="done"' not in page


def test_what_the_address_said_stays_a_line_after_a_refusal(cast):
    order = order_with_tasks(cast)
    hand = Hand("wang")
    there = address("work.open_wait", order.number)
    form = hand.read(f"{there}?task={key_of(order, 'A01')}")
    page = shown(hand.send(form, cause="", holder=""))
    assert page.count('<details class="settled">') == 1
    assert Form(page).data["task"] == key_of(order, "A01")
    assert Form(page).action == form.action
    plain = hand.read(there)
    assert 'class="settled"' not in shown(hand.send(plain, cause="", holder=""))


def test_a_reading_asks_for_a_figure_or_a_yes_and_never_for_both(cast):
    stages.order(cast)
    hand = Hand("qian")
    shows = shown(hand.client.get(address("safety.record_test", "BY-1") + "?area=lv"))
    kinds = re.findall(r'id="line-readings\.(\d+)\.(\w+)"', shows)
    rows: dict[str, set[str]] = {}
    for number, name in kinds:
        rows.setdefault(number, set()).add(name)
    known = [names for names in rows.values() if not {"value", "answer"} <= names]
    assert len(known) >= 2
    assert all({"value", "answer"} & names for names in known)
    again = hand.send(Form(shows), instrument="")
    assert again.status_code == 422
    assert shown(again).count('type="hidden" name="readings.') == shows.count(
        'type="hidden" name="readings.'
    )
