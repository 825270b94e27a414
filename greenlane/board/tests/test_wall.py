"""The board on the wall: what is dark, why, who has it; it says nothing of others."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from greenlane.board.tests.looking import look, stand_still, text
from greenlane.board.wall import wall_of
from greenlane.core import clock, guard
from greenlane.core.clock import Scene
from greenlane.work.models import Order
from greenlane.work.tests.stage import order_with_tasks
from tests import supply_stages as stage


def lanes(page):
    return page.split('<li class="wall-lane')[1:]


def test_a_dark_order_says_what_holds_it_who_has_it_since_when_and_how_far(cast):
    order_with_tasks(cast)
    page = text(cast, "/board")
    [lane] = lanes(page)
    assert "Rental blocks" in lane
    assert "Received" in lane
    assert "Nobody is on “A01”" in lane
    assert '<b class="who">Duty officer</b> <b class="age">0\u00a0min</b>' in lane
    assert 'class="clock dark"' in lane
    assert '<span class="figure d1">1</span> site still dark' in page
    assert 'data-live=""' in page
    assert 'data-stream="' in page


def test_a_stop_stands_first_and_is_counted(cast):
    first = order_with_tasks(cast, priority=1)
    order = order_with_tasks(cast, priority=5)
    stop = {"order": str(order.pk), "reason": "an unmarked gas pipe"}
    cast.do("work.stop_work", stop, by="zhou")
    page = text(cast, "/board")
    one, other = lanes(page)
    assert one.startswith(" stands")
    assert "Stopped: an unmarked gas pipe" in one
    assert first.number in other
    assert "<dd>1</dd>" in page


def test_what_has_light_is_only_counted(cast):
    stage.live(cast)
    page = text(cast, "/board", language="zh-hans")
    assert '<span class="figure d1">0</span>' in page
    assert "<dd>1</dd>" in page
    assert lanes(page) == []
    assert "每张工单都有电了" in page


def test_the_longest_dark_comes_first_and_what_is_needed_later_comes_last(cast):
    later = clock.now() + timedelta(hours=9)
    orders = [order_with_tasks(cast, need_at=at) for at in (None, None, later)]
    with guard.lifted():
        long_ago = clock.now() - timedelta(hours=30)
        Order.objects.filter(pk=orders[1].pk).update(requested_at=long_ago)
    page = text(cast, "/board")
    places = [page.index(f'data-lane="{orders[n].number}"') for n in (1, 0, 2)]
    assert places == sorted(places)
    assert '<span class="figure d1">2</span>' in page


def test_a_mark_changes_with_what_happens_and_not_with_the_minutes(cast):
    def marks():
        return {each.mark for each in wall_of(cast.actor("wang")).lanes}

    order, _other = (order_with_tasks(cast) for _ in range(2))
    before = marks()
    with clock.of(Scene(clock.now() + timedelta(minutes=7), clock.wall(), 1.0)):
        assert marks() == before
    wait = {"order": str(order.pk), "cause": "material", "holder": "县仓库"}
    cast.do("work.open_wait", wait, by="wang")
    assert len(before & marks()) == 1


def test_what_was_offered_and_nobody_accepted_is_the_first_handoff(cast):
    order = order_with_tasks(cast)
    task = order.tasks.order_by("place")[0]
    offer = {"task": str(task.pk), "taker": cast.id("liu"), "note": ""}
    cast.do("work.offer_handoff", offer, by="wang")
    page = text(cast, "/board")
    [only] = page.split('<section class="wall-next">')[1].split("<li>")[1:]
    assert "not accepted" in only
    assert "→ <b>" in only


def test_a_foreign_unit_sees_nothing_and_the_part_is_a_piece_of_the_page(cast):
    order = order_with_tasks(cast)
    assert order.number not in text(cast, "/board", by="stranger")
    stand_still(cast)
    part = text(cast, "/board", live=True)
    assert "<html" not in part
    assert part.strip() in text(cast, "/board")
    assert look(cast, "/board", live=True)["Cache-Control"] == "no-store"


def test_ten_orders_cost_what_two_cost(cast):
    def price():
        with CaptureQueriesContext(connection) as spent:
            text(cast, "/board")
        return len(spent)

    for _ in range(2):
        order_with_tasks(cast)
    price()  # the first look reads what a process keeps
    two = price()
    for _ in range(8):
        order_with_tasks(cast)
    assert price() == two <= 51
