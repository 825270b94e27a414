"""The list: one's own orders, found by an address, at one price, in both languages."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from greenlane.board.tests.looking import look, stand_still, text
from greenlane.core import clock, guard
from greenlane.work.tests.stage import order_with_tasks
from tests import supply_stages as stage

HOUR = timedelta(hours=1)


def test_a_line_says_what_holds_the_order_who_has_it_and_since_when(cast):
    order = order_with_tasks(cast)
    page = text(cast, "/")
    assert order.number in page
    assert "Rental blocks" in page
    assert "Nobody is on “A01”, Duty officer answers for it" in page


def test_the_same_line_in_chinese(cast):
    order_with_tasks(cast)
    page = text(cast, "/", language="zh-hans")
    assert 'lang="zh-hans"' in page
    assert "公租房隔离点" in page
    assert "“A01”没人在做，归值班员管" in page


def test_a_foreign_unit_sees_nothing_of_it(cast):
    order = order_with_tasks(cast)
    assert order.number not in text(cast, "/?ended=all", by="stranger")


def test_who_is_not_logged_in_is_asked_to_and_comes_back(cast):
    answer = Client().get("/?mission=connection")
    assert answer.status_code == 302
    assert answer["Location"] == "/login?next=/%3Fmission%3Dconnection"


def test_filters_and_pieces_of_a_name_are_an_address(cast):
    first, second = order_with_tasks(cast), order_with_tasks(cast, mission="removal")
    cast.do("work.cancel_order", {"order": str(first.pk), "reason": "-"}, by="feng")

    def shown(address):
        found = re.findall(r'/orders/([\w-]+)"', text(cast, address))
        return {number for number in found if number in {first.number, second.number}}

    assert shown("/") == shown("/?mission=removal") == {second.number}
    assert shown("/?ended=yes") == {first.number}
    assert shown("/?ended=all&q=nowhere") == set()
    assert shown("/?q=gzfgld") == {second.number}
    assert shown("/?channel=ordinary") == set()
    assert shown("/?after=not-a-key&ended=perhaps") == {second.number}


def test_a_long_list_goes_on_where_the_page_ends(cast, monkeypatch):
    monkeypatch.setattr("greenlane.board.orderlist.ROWS", 2)
    numbers = [order_with_tasks(cast).number for _ in range(3)]
    page = text(cast, "/")
    assert numbers[0] not in page
    [onward] = re.findall(r'href="(\?[^"]*after=[^"]+)"', page)
    rest = text(cast, "/" + onward.replace("&amp;", "&"))
    assert numbers[0] in rest
    assert numbers[1] not in rest


def test_ten_orders_cost_what_two_cost(cast):
    def price():
        with CaptureQueriesContext(connection) as spent:
            text(cast, "/")
        return len(spent)

    for _ in range(2):
        order_with_tasks(cast)
    price()  # the first look reads what a process keeps
    two = price()
    for _ in range(8):
        order = order_with_tasks(cast)
        wait = {"order": str(order.pk), "cause": "material", "holder": "stores"}
        cast.do("work.open_wait", wait, by="zhao")
    assert price() == two <= 54


def test_a_stop_is_said_first_with_its_reason(cast):
    order_with_tasks(cast, priority=1)
    order = order_with_tasks(cast, priority=5)
    stop = {"order": str(order.pk), "reason": "an unmarked gas pipe"}
    cast.do("work.stop_work", stop, by="zhou")
    lanes = text(cast, "/").split("<article")[1:]
    assert order.number in lanes[0]
    assert "Stopped: an unmarked gas pipe" in lanes[0]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_light_is_told_from_dark(cast, language):
    stage.live(cast)
    page = text(cast, "/", language=language)
    assert 'class="lamp grid_temporary"' in page
    assert 'class="clock lit"' in page


def test_the_part_that_is_live_is_a_piece_of_the_page(cast):
    order_with_tasks(cast)
    stand_still(cast)
    part = text(cast, "/", live=True)
    assert "<html" not in part
    assert part.strip() in text(cast, "/")
    assert look(cast, "/", live=True)["Cache-Control"] == "no-store"


def shown(cast, address, **kw):
    listed = text(cast, address, **kw).split("<main", 1)[1]  # above it are alarms
    return set(re.findall(r'<a href="/orders/([\w-]+)"', listed))


def test_a_stage_that_stands_still_is_late_or_ones_own_is_an_address_too(cast):
    plain, held, stopped, late = (order_with_tasks(cast) for _ in range(4))
    cast.do("work.hold_order", {"order": str(held.pk), "reason": "-"}, by="feng")
    stop = {"order": str(stopped.pk), "reason": "gas"}
    cast.do("work.stop_work", stop, by="zhou")
    wait = {"order": str(plain.pk), "cause": "material", "holder": "stores"}
    cast.do("work.open_wait", wait, by="zhao")
    with guard.lifted():
        type(late).objects.filter(pk=late.pk).update(deadline=clock.now() - HOUR)
    cast.do("work.take_order", {"order": str(late.pk)}, by="wang")
    assert shown(cast, "/?standing=held") == {held.number}
    assert shown(cast, "/?standing=stopped") == {stopped.number}
    assert shown(cast, "/?standing=waiting") == {plain.number}
    assert shown(cast, "/?late=yes") == {late.number}
    assert shown(cast, "/?mine=yes") == {late.number}
    assert shown(cast, "/?mine=yes", by="zhao") == set()
    assert shown(cast, "/?stage=taken_on") == {late.number}
    assert shown(cast, "/?stage=received&standing=held") == {held.number}
    assert len(shown(cast, f"/?site={cast.site.pk}")) == 4
    assert "Only Rental blocks" in text(cast, f"/?site={cast.site.pk}")
    assert len(shown(cast, "/?stage=nonsense&standing=-&site=x")) == 4
    assert shown(cast, "/?stage=cancelled") == set()
    cast.do("work.cancel_order", {"order": str(plain.pk), "reason": "-"}, by="feng")
    assert shown(cast, "/?stage=cancelled") == {plain.number}


def test_what_has_its_light_is_not_late(cast):
    order = stage.live(cast)
    with guard.lifted():
        type(order).objects.filter(pk=order.pk).update(
            need_at=None, deadline=clock.now() - HOUR
        )
    assert order.number not in shown(cast, "/?late=yes")


def test_where_each_row_is_looked_at_the_pages_go_on_without_a_hole(cast, monkeypatch):
    monkeypatch.setattr("greenlane.board.orderlist.ROWS", 2)
    monkeypatch.setattr("greenlane.work.orderlists.LOOKED", 2)
    monkeypatch.setattr("greenlane.work.orderlists.GOES", 2)
    orders = [order_with_tasks(cast) for _ in range(7)]
    for order in (orders[0], orders[2], orders[3]):
        cast.do("work.take_order", {"order": str(order.pk)}, by="wang")
    found, address, pages = [], "/?stage=taken_on", 0
    while address:
        page = text(cast, address)
        found += re.findall(r'<a href="/orders/([\w-]+)"', page)
        onward = re.findall(r'href="(\?[^"]*after=[^"]+)"', page)
        address, pages = (
            "/" + onward[0].replace("&amp;", "&") if onward else "",
            pages + 1,
        )
    assert sorted(found) == sorted(orders[n].number for n in (0, 2, 3))
    assert pages > 1


def test_an_empty_list_says_what_to_do(cast):
    assert 'href="/request"' in text(cast, "/")
    assert "No order is open." in text(cast, "/", by="zhou")
    assert "No order like this is yours." in text(cast, "/?mine=yes")
    page = text(cast, "/?q=nowhere")
    assert "Take a filter away" in page
    assert 'class="button" href="/"' in page


def test_orders_are_counted_up_to_a_bound(cast, monkeypatch):
    monkeypatch.setattr("greenlane.board.orderlist.COUNTED", 2)
    monkeypatch.setattr("greenlane.board.orderlist.ROWS", 1)
    order_with_tasks(cast)
    assert "1 in the list" in text(cast, "/")
    for _ in range(2):
        order_with_tasks(cast)
    assert "2+ in the list" in text(cast, "/")
