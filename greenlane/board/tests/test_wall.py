"""The board on the wall: what is dark, why, who has it; it says nothing of others."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from greenlane.board.tests.looking import look, stand_still, text
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
    assert "<b>Duty officer</b>" in lane
    assert "since " in lane
    assert 'class="clock dark"' in lane
    assert '<span class="figure">1</span> site still dark' in page
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
    assert '<span class="figure">0</span>' in page
    assert "<dd>1</dd>" in page
    [only] = lanes(page)
    assert "<h2>" not in only


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
    assert price() == two <= 48
