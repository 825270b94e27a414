"""My work: begun, given, waiting for my word; each with its one next act."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from greenlane.board.mine import OTHERS
from greenlane.board.tests.looking import look, stand_still, text
from greenlane.core import clock, guard
from greenlane.places.models import Contact
from greenlane.work.mine import my_count
from greenlane.work.tests.stage import desk_stint, done, key_of, order_with_tasks
from tests import stages, supply_stages


def given(cast, order, key, *, to, by="wang", role="leader"):
    data = {"task": key_of(order, key), "person": cast.id(to), "role": role}
    cast.do("work.assign", data, by=by)


def parts(page):
    """Heading → the text of its part of the page."""
    cut = re.split(r'<h2 class="group">([^<]*?) <', page)
    return {cut[n].strip(): cut[n + 1] for n in range(1, len(cut), 2)}


def test_what_is_given_says_where_by_when_whom_to_call_and_the_next_act(cast):
    order = order_with_tasks(cast)
    done(cast, order, "A01")
    given(cast, order, "A03", to="chen")
    with guard.lifted():
        Contact.objects.create(
            unit=cast.unit, site=cast.site, name="Zhou", phone="0396 555 0137"
        )
    found = parts(text(cast, "/mine", by="chen"))["Given to me"]
    assert "Rental blocks" in found
    assert 'href="tel:0396 555 0137"' in found
    begin = f'class="next" href="/orders/{order.number}/start-desk-work?'
    assert begin in found
    assert "A03" in found


def test_what_is_begun_stands_apart_and_leads_to_its_end(cast):
    order = order_with_tasks(cast)
    desk_stint(cast, order, "A01", by="wang")
    found = parts(text(cast, "/mine", by="wang"))["Begun and not ended"]
    assert "A01" in found
    assert f'class="next" href="/orders/{order.number}/' in found
    assert "Given to me" not in parts(text(cast, "/mine", by="wang"))


def test_what_is_offered_is_taken_from_here(cast):
    order = order_with_tasks(cast)
    data = {"task": key_of(order, "A01"), "taker": cast.id("zhao"), "note": ""}
    cast.do("work.offer_handoff", data, by="wang")
    found = parts(text(cast, "/mine", by="zhao"))["Given to me"]
    assert "/accept-handoff?" in found


def test_what_waits_for_the_word_of_a_role_is_named(cast):
    order = order_with_tasks(cast)
    found = parts(text(cast, "/mine", by="wang"))["Waiting for my word"]
    assert f"/orders/{order.number}/assign?" in found
    assert "Waiting for my word" not in parts(text(cast, "/mine", by="zhou"))


def test_a_stop_and_a_late_order_come_first(cast):
    orders = [order_with_tasks(cast, priority=n) for n in (1, 5)]
    stop = {"order": str(orders[1].pk), "reason": "gas"}
    cast.do("work.stop_work", stop, by="zhou")
    for order in orders:
        given(cast, order, "A01", to="wang")
    found = parts(text(cast, "/mine", by="wang"))["Given to me"]
    assert found.index(orders[1].number) < found.index(orders[0].number)
    assert "Stopped: gas" in found


def test_the_bar_counts_what_is_given_and_is_quick_where_there_is_nothing(cast):
    order = order_with_tasks(cast)
    assert my_count(cast.actor("wang")) == 0
    given(cast, order, "A01", to="wang")
    assert '<span class="count">1</span>' in text(cast, "/waiting", by="wang")
    assert 'class="count"' not in text(cast, "/waiting", by="zhao")
    for who, tasks, queries in (("wang", 1, 2), ("zhao", 0, 1)):
        with CaptureQueriesContext(connection) as spent:
            assert my_count(cast.actor(who)) == tasks
        assert len(spent) == queries + 1  # one for who it is
    reason = {"order": str(order.pk), "reason": "-"}
    cast.do("work.cancel_order", reason, by="feng")
    assert my_count(cast.actor("wang")) == 0


def test_tasks_and_signatures_are_counted_on_their_own(cast):
    order = supply_stages.requested(cast)
    supply_stages.survey(cast, order, signed=False)
    task = key_of(order, "A03")
    data = {"task": task, "person": cast.id("chen"), "role": "leader"}
    cast.do("work.assign", data, by="zhao")
    for path in ("/stops", "/own", f"/orders/{order.number}"):
        page = text(cast, path, by="chen")
        assert '<span data-waiting="tasks"></span>' in page
        assert "<title>(" not in page
    part = text(cast, "/waiting", by="chen")
    assert part.count('<span class="count">1</span>') == 2
    assert 'data-all="2"' in part
    assert "tasks 1, signatures 1" in part
    assert 'data-all="0"' in text(cast, "/waiting", by="zhou")


def test_who_has_nothing_is_told_where_to_look(cast):
    page = text(cast, "/mine", by="zhou")
    assert "Nothing is given to you" in page
    assert 'href="/"' in page
    assert "没有交给您的事" in text(cast, "/mine", by="zhou", language="zh-hans")


def test_a_foreign_unit_sees_nothing_and_the_part_is_a_piece_of_the_page(cast):
    order = order_with_tasks(cast)
    assert order.number not in text(cast, "/mine", by="stranger")
    stand_still(cast)
    part = text(cast, "/mine", live=True)
    assert "<html" not in part
    assert part.strip() in text(cast, "/mine")
    assert look(cast, "/mine", live=True)["Cache-Control"] == "no-store"


def test_the_leader_finds_his_ticket_behind_any_number_of_more_urgent_orders(cast):
    for _n in range(OTHERS + 1):
        order_with_tasks(cast, priority=1)
    order = supply_stages.surveyed(cast, although_open="on")
    with guard.lifted():
        place = order.tasks.get(key="A06").place
        order.tasks.filter(place__lt=place).update(finished_at=clock.now())
    desk_stint(cast, order, "A06", by="sun")
    ticket = stages.issue(cast, order, stages.section(cast, order))
    found = parts(text(cast, "/mine", by="liu"))["Waiting for my word"]
    receive = f"/orders/{order.number}/receive-ticket?ticket={ticket.pk}"
    assert f'class="next" href="{receive}' in found
