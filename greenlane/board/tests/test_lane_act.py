"""Each lane of the list names the one act, to whoever may do it."""

from greenlane.board.tests.looking import text
from greenlane.work.tests.stage import desk_stint, key_of, order_with_tasks


def lane(cast, order, by="wang"):
    page = text(cast, "/", by=by)
    return next(each for each in page.split("<article")[1:] if order.number in each)


def test_the_desk_assigns_from_the_list_and_others_only_read(cast):
    order = order_with_tasks(cast)
    task = key_of(order, "A01")
    link = f'<a class="above act" href="/orders/{order.number}/assign?task={task}&amp;'
    assert "Assign somebody</a>" in lane(cast, order)
    assert link.removesuffix("&amp;") in lane(cast, order)
    assert "above act" not in lane(cast, order, by="zhou")


def test_who_is_at_work_is_led_to_the_page_of_the_order(cast):
    order = order_with_tasks(cast)
    desk_stint(cast, order, "A01", by="wang")
    assert "Go on with it</a>" in lane(cast, order)
    assert "above act" not in lane(cast, order, by="zhao")


def test_a_named_wait_is_ended_from_the_list(cast):
    order = order_with_tasks(cast)
    wait = {"order": str(order.pk), "cause": "material", "holder": "stores"}
    opened = cast.do("work.open_wait", wait, by="zhao").facts["wait"]
    assert f"wait={opened}" in lane(cast, order)


def test_a_lane_that_stands_still_offers_nothing_but_itself(cast):
    order = order_with_tasks(cast)
    stop = {"order": str(order.pk), "reason": "gas"}
    cast.do("work.stop_work", stop, by="zhou")
    assert "above act" not in lane(cast, order)
