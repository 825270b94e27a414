"""A release is looked at, then signed; what holds it is said, and who has it."""

from __future__ import annotations

from greenlane.core import guard
from greenlane.core.models import Refusal
from greenlane.desk.tests.pages import Hand, address, shown
from greenlane.safety.models import Signature
from tests import stages
from tests.cast import PIN

EMPTY = {"no_infeeds": "yes", "customer_owned": "no"}


def test_a_release_is_looked_at_before_it_is_signed(cast):
    ticket = stages.received(
        cast, stages.issue(cast, stages.order(cast), None, **EMPTY)
    )
    hand = Hand("li")
    form = hand.read(address("safety.permit", "BY-1"))
    assert form.data["ticket"] == str(ticket.pk)  # the only one that waits for it
    looked = hand.send(form, channel="site")
    assert ticket.number in shown(looked)
    assert "Liu Haibo" in shown(looked)
    ticket.refresh_from_db()
    assert ticket.permitted_at is None
    hand.sign(looked)
    ticket.refresh_from_db()
    assert ticket.permitted_at is not None


def test_what_is_left_to_say_is_asked_before_the_look(cast):
    task = stages.order(cast).tasks.get(key="T1")
    begin = address("work.start_field_work", "BY-1") + f"?task={task.pk}"
    form = Hand("liu").read(begin)
    assert "challenge" not in form.data
    assert form.data["task"] == str(task.pk)
    assert "heads.0.person" in form.names


def test_a_wrong_pin_signs_nothing_and_the_look_stays(cast):
    ticket = stages.issue(cast, stages.order(cast), None, **EMPTY)
    cast.do("safety.receive_ticket", {"ticket": str(ticket.pk)}, by="liu")
    hand = Hand("liu")
    query = f"?kind=ticket&id={ticket.pk}&role=leader"
    form = hand.read(address("safety.sign", "BY-1") + query)
    refused = hand.send(form, pin="9999")
    assert refused.status_code == 403
    assert "The PIN is wrong." in shown(refused)
    assert not Signature.objects.filter(role="leader").exists()
    assert hand.sign_anyhow(refused).status_code == 303
    assert Signature.objects.filter(role="leader").exists()


def test_a_look_that_is_too_old_is_looked_at_again(cast):
    ticket = stages.issue(cast, stages.order(cast), None, **EMPTY)
    cast.do("safety.receive_ticket", {"ticket": str(ticket.pk)}, by="liu")
    hand = Hand("liu")
    query = f"?kind=ticket&id={ticket.pk}&role=leader"
    form = hand.read(address("safety.sign", "BY-1") + query)
    with guard.lifted():
        ticket.measures = "one earth more"
        ticket.save()
    refused = hand.send(form, pin=PIN)
    assert refused.status_code == 409
    assert "one earth more" in shown(refused)
    assert not Signature.objects.filter(role="leader").exists()


def test_what_waits_for_a_signature_is_listed_for_its_signer_alone(cast):
    ticket = stages.issue(cast, stages.order(cast), None, **EMPTY)
    cast.do("safety.receive_ticket", {"ticket": str(ticket.pk)}, by="liu")
    place = address("safety.sign", "BY-1")
    for name, waits in (("liu", True), ("ma", False)):
        page = shown(Hand(name).client.get(place))
        assert (f"id={ticket.pk}" in page) is waits


def test_a_refusal_names_each_gate_who_has_it_and_what_would_bring_it(cast):
    stages.order(cast)
    hand = Hand("sun")
    form = hand.read(address("safety.issue_ticket", "BY-1"))
    looked = hand.send(
        form, kind="lv", scope="joint", areas="src", leader=cast.id("liu"), **EMPTY
    )
    refused = hand.sign_anyhow(looked)
    assert refused.status_code == 409
    text = shown(refused)
    assert "G1" in text
    assert "Survey engineer" in text
    assert address("connections.record_survey", "BY-1") in text
    assert Refusal.objects.filter(code="gate-held").exists()


def test_a_row_that_no_list_offers_now_is_looked_at_by_its_name(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    path = address("safety.resume_ticket", "BY-1")
    looked = shown(Hand("li").client.get(f"{path}?ticket={ticket.pk}"))
    assert f"<dd><p>{ticket.number}</p></dd>" in looked
    assert f"<p>{ticket.pk}</p>" not in looked
