"""From the steps of switching in to the handover: what its pages know and say."""

from __future__ import annotations

from urllib.parse import urlencode

from greenlane.connections.models import Connection, EnergiseStep
from greenlane.desk.tests.pages import Hand, address, shown
from tests import supply_stages as supply


def test_the_steps_that_are_proposed_are_taken_as_they_stand(cast):
    order = supply.surveyed(cast)
    done = Hand("he").do(address("connections.plan_steps", order.number))
    assert done.status_code == 303
    lit = EnergiseStep.objects.filter(order=order, point__isnull=False)
    assert {step.gives_state for step in lit} == {"grid_temporary"}
    assert lit.count() == order.points.count()


def test_where_more_than_the_grid_feeds_a_site_nobody_guesses_how(cast):
    order = supply.surveyed(cast)
    found = {"site": str(order.site_id), "kind": "generator", "name": "自备"}
    cast.do("safety.record_infeed", found, by="liu")
    form = Hand("he").read(address("connections.plan_steps", order.number))
    assert not form.data.get("steps.1.gives_state")


def test_a_step_half_filled_in_is_ones_own_to_mend(cast):
    order = supply.surveyed(cast)
    hand = Hand("he")
    form = hand.read(address("connections.plan_steps", order.number))
    page = shown(hand.send(form, **{"steps.1.gives_state": ""}))
    assert "names a supply point or a state, but not both" in page
    assert "You can mend this yourself" in page


def test_what_act_is_ordered_is_said_by_the_address_and_not_asked_again(cast):
    step = supply.ready(cast)[0]
    where = address("safety.give_instruction", step.order.number)
    said = urlencode({"act": step.act, "target": step.pk})
    hand = Hand("zhao")
    page = shown(hand.client.get(f"{where}?{said}"))
    assert page.count('<details class="settled">') == 2
    assert "<b>Restore the source</b>" in page
    assert hand.read(f"{where}?{said}").data["act"] == step.act
    assert "<b>Restore the source</b>" not in shown(hand.client.get(where))


def test_an_act_that_nobody_knows_is_asked_for(cast):
    order = supply.surveyed(cast)
    where = address("safety.give_instruction", order.number)
    page = shown(Hand("zhao").client.get(f"{where}?act=frobnicate"))
    assert "<b>frobnicate</b>" not in page


def test_a_guard_reads_which_step_it_is_not_at_what_place(cast):
    step = supply.ready(cast)[0]
    query = f"?kind=energisestep&id={step.pk}&role=guard"
    where = address("safety.sign", step.order.number) + query
    page = shown(Hand("gao").client.get(where))
    assert "Number of the step" in page
    assert "<dt>Place</dt>" not in page


def test_the_sheet_begins_with_the_cap_of_the_verdict_and_is_called_a_sheet(cast):
    order = supply.requested(cast)
    supply.verdict(cast, supply.survey(cast, order), "cap", cap_kw=264)
    hand = Hand("wu")
    where = address("connections.prepare_handover", order.number)
    assert hand.read(where).data["load_cap_kw"] == "264.00"
    assert hand.do(where, do_not="不得转供").status_code == 303
    sheet = Connection.objects.get(order=order)
    assert str(sheet.load_cap_kw) == "264.00"
    query = f"?kind=connection&id={sheet.pk}&role=receiver"
    page = shown(Hand("tang").client.get(address("safety.sign", order.number) + query))
    assert "<h2>Handover sheet</h2>" in page


def test_a_written_sheet_is_changed_from_what_it_says(cast):
    order = supply.surveyed(cast)
    written = {"order": str(order.pk), "load_cap_kw": 100, "do_not": "不得转供"}
    cast.do("connections.prepare_handover", written, by="wu")
    form = Hand("wu").read(address("connections.prepare_handover", order.number))
    assert form.data["load_cap_kw"] == "100.00"
    assert form.data["do_not"] == "不得转供"


def test_a_verb_of_another_role_leads_back_to_the_order(cast):
    order = supply.surveyed(cast)
    where = address("safety.give_instruction", order.number)
    page = shown(Hand("he").client.get(where))
    assert f'href="/orders/{order.number}">Back to the order' in page
    there_is_none = Hand("zhao").client.get("/orders/BY-999/give-instruction")
    assert "Back to the order" not in shown(there_is_none)


def test_only_a_dark_site_has_a_heading_over_what_holds_it_dark(cast):
    client = Hand("wang").client
    dark = supply.surveyed(cast)
    assert "What holds it dark" in shown(client.get(f"/orders/{dark.number}"))


def test_a_site_that_was_handed_over_has_no_heading_over_nothing(cast):
    lit = supply.handed_over(cast)
    page = shown(Hand("wang").client.get(f"/orders/{lit.number}"))
    assert "What holds it dark" not in page


def test_who_has_signed_to_receive_is_not_offered_as_the_one_who_keeps_watch(cast):
    order = supply.requested(cast)
    where = address("connections.hand_over", order.number)
    assert cast.id("tang") in Hand("wu").read(where).options["watcher"]
    supply.sheet(cast, order)
    form = Hand("wu").read(where)
    assert cast.id("tang") in form.options["receiver"]
    assert cast.id("tang") not in form.options["watcher"]
    assert cast.id("gao") in form.options["watcher"]
