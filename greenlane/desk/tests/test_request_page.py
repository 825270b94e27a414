"""A new request: few movements, a place found or new, and nothing asked twice."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from greenlane.connections.models import Connection
from greenlane.core import clock
from greenlane.core.models import Receipt
from greenlane.desk.tests.pages import Form, Hand, shown
from greenlane.places.models import Site, SupplyPoint
from greenlane.work.models import Note, Order

CALL = {"authority": "county command centre"}
MOST = 6  # movements from "new request" to "taken in"


def places(hand, typed):
    return shown(hand.client.get("/request/places", {"where": typed}))


def keys(page):
    return re.findall(r'name="site" value="([^"]+)"', page)


def test_it_takes_few_movements_from_the_call_to_the_order(cast):
    """One to open the page, one for each field to be filled, one to send it."""
    hand = Hand("wang")
    assert 'href="/request"' in shown(hand.client.get("/"))
    page = shown(hand.client.get("/request"))
    asked = re.findall(r"<(?:input|select|textarea)[^>]*\srequired[^>]*>", page)
    names = [re.search(r'name="(\w+)"', each)[1] for each in asked]
    assert sorted(names) == ["authority", "where"]
    found = places(hand, "gzfgld")
    picks = 0 if re.search(r'name="site"[^>]*checked', found) else 1
    assert picks == 0, "the only place that fits is chosen"
    assert 1 + len(names) + 1 + 1 <= MOST, "also where one of several has to be picked"
    form = Form(page)
    done = hand.send(form, where="gzfgld", site=str(cast.site.pk), **CALL)
    order = Order.objects.get()
    assert done["Location"] == f"/orders/{order.number}"
    assert order.need_at is None
    assert Connection.objects.get().requester_phone == ""


def test_a_place_is_found_by_name_initials_code_and_piece_of_its_name(cast):
    hand = Hand("wang")
    for typed in ("公租房", "gzfgld", "GZF", "rental", "Rental blocks"):
        assert keys(places(hand, typed)) == [str(cast.site.pk), "new"], typed
    assert keys(places(hand, "nowhere")) == ["new"]
    assert keys(places(hand, "")) == []


def test_a_foreign_unit_finds_nothing_of_it_and_a_crew_takes_nothing_in(cast):
    assert keys(places(Hand("stranger"), "公租房")) == ["new"]
    assert Hand("zhou").client.get("/request").status_code == 403


def test_a_new_place_is_written_down_and_asked_for_in_one_press(cast):
    hand = Hand("wang")
    form = hand.read("/request")
    new = {"where": "王店镇卡口", "site": "new", "address": "S334 K12", "state": "dark"}
    for _time in range(2):  # a second press of the button is the same act
        done = hand.send(form, **new, **CALL)
        assert done.status_code == 303
    site = Site.objects.get(name_zh="王店镇卡口")
    assert site.code.startswith("WDZ")
    [point] = SupplyPoint.objects.filter(site=site)
    assert [*Order.objects.get().points.all()] == [point]
    assert done["Location"] == f"/orders/{Order.objects.get().number}"


def test_what_is_wrong_is_said_before_anything_is_added(cast):
    hand = Hand("wang")
    form = hand.read("/request")
    sent = {"where": "王店镇卡口", "site": "new", "authority": "", "load_kw": "much"}
    refused = hand.send(form, **sent)
    assert refused.status_code == 422
    page = shown(refused)
    assert 'href="#line-authority"' in page
    assert 'href="#line-load_kw"' in page
    assert re.search(r'value="new"\s+checked', page)
    assert 'value="王店镇卡口"' in page
    assert not Site.objects.exclude(pk=cast.site.pk).exists()
    hidden = {**sent, "where": "a\u202eb", **CALL, "load_kw": ""}
    assert 'href="#line-site"' in shown(hand.send(form, **hidden))
    assert not Site.objects.exclude(pk=cast.site.pk).exists()


def test_a_place_that_was_added_before_a_refusal_is_gone_on_with(cast):
    """The database was busy after the place: the same page sent again goes on there."""
    hand = Hand("wang")
    form = hand.read("/request")
    new = {"where": "王店镇卡口", "site": "new"}
    early = {"need": "pick", "need_at": "2001-01-01T08:00"}
    refused = hand.send(form, **new, **early, **CALL)
    assert refused.status_code == 409
    site = Site.objects.get(name_zh="王店镇卡口")
    again = Form(shown(refused))
    assert re.search(rf'value="{site.pk}"\s+checked', shown(refused))
    done = hand.send(again, site=str(site.pk), need="now", need_at="")
    assert done.status_code == 303
    assert Order.objects.get().site == site


def test_nobody_chosen_is_no_place(cast):
    hand = Hand("wang")
    refused = hand.send(hand.read("/request"), where="公租房", site="", **CALL)
    assert refused.status_code == 422
    assert 'href="#line-site"' in shown(refused)


def test_what_is_open_there_is_shown_before_and_after_sending(cast):
    hand = Hand("wang")
    first = hand.send(hand.read("/request"), site=str(cast.site.pk), **CALL)
    number = Order.objects.get().number
    found = places(hand, "gzf")
    assert f'name="into" value="{number}"' in found
    assert 'name="although_open"' in found
    form = hand.read("/request")
    refused = hand.send(form, where="gzf", site=str(cast.site.pk), **CALL)
    assert refused.status_code == 409
    assert f'name="into" value="{number}"' in shown(refused)
    again = Form(shown(refused))
    caller = {"requested_by": "Li", "requester_phone": "0396-555-0142"}
    noted = hand.send(again, site=str(cast.site.pk), into=number, **CALL, **caller)
    assert noted["Location"] == first["Location"]
    assert Order.objects.count() == 1
    assert "0396-555-0142" in Note.objects.get().text
    assert "county command centre" in Note.objects.get().text
    another = hand.send(
        Form(shown(refused)), site=str(cast.site.pk), although_open="on", **CALL
    )
    assert another.status_code == 303
    assert Order.objects.count() == 2


def test_a_time_is_picked_quickly_and_counts_from_when_the_page_was_shown(cast):
    hand = Hand("wang")
    form = hand.read("/request")
    hand.send(form, site=str(cast.site.pk), need="soon", **CALL)
    first = Order.objects.get()
    wanted = first.need_at - clock.now()
    assert timedelta(minutes=117) < wanted <= timedelta(hours=2)
    form = hand.read("/request")
    picked = {"need": "pick", "need_at": "2030-03-29T14:05", "although_open": "on"}
    hand.send(form, site=str(cast.site.pk), **picked, **CALL)
    last = Order.objects.latest("id")
    assert last.need_at.isoformat() == "2030-03-29T06:05:00+00:00"
    form = hand.read("/request")
    today = {"need": "today", "although_open": "on"}
    hand.send(form, site=str(cast.site.pk), **today, **CALL)
    here = timezone.localtime(Order.objects.latest("id").need_at)
    assert (here.hour, here.minute) in {(18, 0), (23, 59)}


def test_the_page_is_whole_in_chinese(cast):
    page = shown(Hand("wang", language="zh-hans").client.get("/request?where=gzf"))
    for word in ("新请求", "在哪里", "现在", "公租房隔离点"):
        assert word in page
    assert not Receipt.objects.exclude(command="core.set_pin").exists()
