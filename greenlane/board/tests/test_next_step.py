"""The one next step: out of what holds the order, for the one who may do it."""

from greenlane.board.pages import order_page
from greenlane.board.tests.looking import name, step, text
from greenlane.core import clock, guard
from greenlane.work.tests.stage import desk_stint, key_of, new_order, order_with_tasks
from tests import supply_stages as stage


def test_nobody_is_on_it_so_somebody_is_assigned(cast):
    order = order_with_tasks(cast)
    assert name(cast, order) == "work.assign"
    assert f"task={key_of(order, 'A01')}" in step(cast, order).verb.url


def test_an_order_without_tasks_waits_for_somebody_to_take_it_on(cast):
    assert name(cast, new_order(cast)) == "work.take_order"


def test_who_is_at_work_ends_it_and_nobody_else_is_asked_to(cast):
    order = order_with_tasks(cast)
    desk_stint(cast, order, "A01", by="wang")
    assert (name(cast, order), step(cast, order).mine) == ("work.end_stint", True)
    other = step(cast, order, by="zhao")
    assert (other.mine, other.who) == (False, (str(cast.people["wang"]),))


def test_work_that_has_ended_is_said_to_be_done(cast):
    order = order_with_tasks(cast)
    stint = desk_stint(cast, order, "A01", by="wang")
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    assert name(cast, order) == "work.finish_task"


def test_a_wait_is_ended_by_its_own_row(cast):
    order = order_with_tasks(cast)
    wait = {"order": str(order.pk), "cause": "material", "holder": "stores"}
    opened = cast.do("work.open_wait", wait, by="zhao").facts["wait"]
    assert name(cast, order) == "work.close_wait"
    assert f"wait={opened}" in step(cast, order).verb.url


def test_a_stop_comes_before_everything(cast):
    order = order_with_tasks(cast)
    stop = {"order": str(order.pk), "reason": "gas"}
    cast.do("work.stop_work", stop, by="zhou")
    found = step(cast, order, by="zheng")
    assert (found.verb.name, found.mine, found.why) == ("work.lift_stop", True, "gas")
    assert not step(cast, order, by="wang").mine


def test_a_survey_at_work_is_recorded_before_it_is_ended(cast):
    order = stage.requested(cast)
    for key in ("A01",):
        stint = desk_stint(cast, order, key, by="wang")
        cast.do("work.end_stint", {"stint": stint}, by="wang")
        cast.do("work.finish_task", {"task": key_of(order, key)}, by="wang")
    desk_stint(cast, order, "A03", by="chen")
    assert name(cast, order, by="chen") == "connections.record_survey"
    stage.survey(cast, order, signed=False)
    assert name(cast, order, by="chen") == "safety.sign"
    assert "kind=survey" in step(cast, order, by="chen").verb.url


def test_with_light_the_papers_are_left_and_a_closed_order_asks_for_nothing(cast):
    order = stage.handed_over(cast)
    page = text(cast, f"/orders/{order.number}")
    assert 'class="next"' in page or 'class="not-yet"' in page
    other = order_with_tasks(cast)
    cast.do("work.cancel_order", {"order": str(other.pk), "reason": "-"}, by="feng")
    assert order_page(cast.actor("wang"), other.number).next is None


def test_what_is_not_the_readers_is_a_sentence_and_no_button(cast):
    order = order_with_tasks(cast)
    page = text(cast, f"/orders/{order.number}", by="zhou")
    assert 'class="next"' not in page
    assert "In the hands of: <b>Duty officer, Dispatcher</b>" in page


def test_work_that_has_ended_is_not_called_unbegun(cast):
    order = order_with_tasks(cast)
    stint = desk_stint(cast, order, "A01", by="wang")
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    page = text(cast, f"/orders/{order.number}")
    assert "has ended and nobody says that it is done" in page
    assert "has not begun" not in page


def test_everybody_is_asked_for_the_own_task_before_what_holds_the_order(cast):
    order = stage.requested(cast)
    stint = desk_stint(cast, order, "A01", by="wang")
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    cast.do("work.finish_task", {"task": key_of(order, "A01")}, by="wang")
    assert name(cast, order, by="zhou") == "work.assign"
    given = {"task": key_of(order, "A02"), "person": str(cast.people["zhou"].pk)}
    cast.do("work.assign", {**given, "role": "leader"}, by="wang")
    mine = step(cast, order, by="zhou")
    assert (mine.verb.name, mine.mine) == ("work.start_desk_work", True)
    assert f"task={key_of(order, 'A02')}" in mine.verb.url
    assert name(cast, order) == "work.assign"


def test_a_task_is_begun_by_the_one_who_is_assigned(cast):
    order = order_with_tasks(cast)
    given = {"task": key_of(order, "A01"), "person": str(cast.people["wang"].pk)}
    cast.do("work.assign", {**given, "role": "leader"}, by="zhao")
    assert step(cast, order, by="wang").mine
    other = step(cast, order, by="chen")
    assert (other.mine, other.who) == (False, (str(cast.people["wang"]),))


def test_after_the_verdict_the_way_to_supply_is_chosen(cast):
    order = stage.requested(cast)
    found = stage.survey(cast, order)
    with guard.lifted():
        order.tasks.filter(key__in=("A01", "A03")).update(finished_at=clock.now())
    desk_stint(cast, order, "A04", by="chen")
    assert name(cast, order, by="chen") == "connections.give_verdict"
    stage.verdict(cast, found)
    mine = step(cast, order, by="chen")
    assert (mine.verb.name, mine.mine) == ("connections.choose_option", True)
    way = {"playbook": order.playbook.name, "title": "from T-1", "why": "it is near"}
    cast.do("connections.choose_option", {"order": str(order.pk), **way}, by="chen")
    assert name(cast, order, by="chen") == "work.end_stint"


def test_every_task_that_can_begin_and_has_nobody_is_offered_to_the_desk(cast):
    order = stage.requested(cast)
    link = f'assign?task={key_of(order, "A01")}">Assign somebody</a>'
    assert link in text(cast, f"/orders/{order.number}")
    assert link not in text(cast, f"/orders/{order.number}", by="zhou")
    later = f'assign?task={key_of(order, "A04")}">'
    assert later not in text(cast, f"/orders/{order.number}")


def test_the_desk_finds_people_for_the_rest_while_somebody_is_at_it(cast):
    order = stage.requested(cast)
    desk_stint(cast, order, "A01", by="wang")
    with guard.lifted():
        order.tasks.filter(key="A01").update(finished_at=clock.now())
    first = name(cast, order, by="zhao")
    for key, who in (("A02", "zhou"), ("A03", "chen")):
        given = {"task": key_of(order, key), "person": cast.id(who), "role": "leader"}
        cast.do("work.assign", given, by="wang")
    mine = step(cast, order, by="zhao")
    assert (first, mine.verb.name, mine.mine) == ("work.assign", "work.assign", True)
    assert f"task={key_of(order, 'A05')}" in mine.verb.url
    assert name(cast, order, by="zhou") != "work.assign"
