"""Wrong turns of somebody with a telephone in the hand, who has read nothing."""

from __future__ import annotations

import re

from greenlane.desk.tests.pages import Form, Hand, address, shown
from greenlane.places.models import Site
from greenlane.work.tests.stage import desk_stint, key_of, order_with_tasks
from tests import stages
from tests import supply_stages as supply

GRID = {"infeeds.0.kind": "grid"}
SURVEY = {
    "route_m": "80", "buried_services": "no", "live_parts": "10 kV", "method": "outage",
    "alternatives": "-", "loads.0.name": "hall", "loads.0.kw": "120",
    "loads.0.basis": "declared",
}  # fmt: skip


def chosen(page):
    return re.findall(r'name="site" value="([^"]+)"\s+checked', page)


def test_letters_of_another_place_let_go_of_the_place_that_was_chosen(cast):
    other = {"code": "TYG", "name_zh": "体育馆", "name_en": "Gymnasium"}
    cast.do("places.add_site", other, by="wang")
    hand, key = Hand("wang"), str(cast.site.pk)
    asked = {"where": "gymn", "site": key}
    found = shown(hand.client.get("/request/places", asked))
    assert chosen(found) == [str(Site.objects.get(code="TYG").pk)]
    assert key not in found
    still = {"where": "rental", "site": key}
    assert chosen(shown(hand.client.get("/request/places", still))) == [key]


def test_what_is_missing_in_a_row_is_named_with_its_row_and_line(cast):
    order = supply.requested(cast)
    hand = Hand("chen")
    form = hand.read(address("connections.record_survey", order.number))
    rows = {"infeeds.0.kind": "", "infeeds.4.kind": "grid", "infeeds.4.name": ""}
    sent = {**SURVEY, **rows, "source": str(cast.source.pk)}
    page = shown(hand.send(form, **sent))
    said = '<a href="#line-infeeds.4.name">Every possible infeed 1, Name</a>'
    assert said in page
    assert 'id="line-infeeds.4.name"' in page


def test_an_answer_that_the_signed_deed_lacks_is_asked_for_on_the_form(cast):
    order = supply.requested(cast)
    supply.survey(cast, order)
    hand = Hand("chen")
    form = hand.read(address("connections.give_verdict", order.number))
    looked = hand.send(form, verdict="cap", why="264 kW")
    refused = hand.sign(looked)
    page = shown(refused)
    assert refused.status_code == 422
    assert 'href="#line-cap_kw"' in page
    assert 'id="line-cap_kw"' in page
    again = Form(page)
    assert again.data["why"] == "264 kW"
    assert hand.sign(hand.send(again, cap_kw="264")).status_code == 303


def test_a_wrong_pin_is_asked_again_where_it_was_asked(cast):
    order = supply.requested(cast)
    supply.survey(cast, order)
    hand = Hand("chen")
    form = hand.read(address("connections.give_verdict", order.number))
    looked = Form(shown(hand.send(form, verdict="ok", why="264 kW")))
    page = shown(hand.send(looked, pin="0000"))
    assert 'id="line-pin"' in page


def test_the_way_to_supply_begins_with_the_one_that_the_order_runs_on(cast):
    order = supply.surveyed(cast)
    form = Hand("chen").read(address("connections.choose_option", order.number))
    assert form.data["playbook"] == order.playbook.name
    assert form.data["title"].startswith("Low voltage from")


def test_who_is_at_work_on_another_order_is_led_there_to_end_it(cast):
    one, other = order_with_tasks(cast), order_with_tasks(cast)
    stint = desk_stint(cast, one, "A01", by="wang")
    hand = Hand("wang")
    form = hand.read(address("work.start_desk_work", other.number))
    page = shown(hand.send(form, task=key_of(other, "A01")))
    assert f'href="/orders/{one.number}/end-stint?stint={stint}"' in page


def test_a_list_that_was_left_empty_is_not_looked_at_before_the_signature(cast):
    order = stages.order(cast, "BY-1")
    hand = Hand("sun")
    form = hand.read(address("safety.issue_ticket", order.number))
    sent = {"kind": "dispatch_note", "scope": "walk along", "leader": cast.id("liu")}
    sent["customer_owned"] = "no"
    page = shown(hand.send(form, **sent, no_infeeds="yes", areas="lv"))
    assert "Your PIN is your signature" in page
    assert "Tickets that end before" not in page
