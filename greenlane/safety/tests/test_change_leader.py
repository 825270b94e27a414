"""Another person leads: both leaders signed, the issuer agrees, all are counted."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.refusals import GateHeld, NotAllowed, Refused
from greenlane.safety.models import Signature
from greenlane.safety.ticket_queries import heads_in
from greenlane.work.models import Stint
from tests import endings, releases, stages
from tests.handing import agree, hand_over, handed_over
from tests.test_exclusions import able


def held(deed):
    with pytest.raises(GateHeld) as refused:
        deed()
    return {each.what for each in refused.value.missing}


def permitted(cast):
    return stages.permitted(cast, stages.order(cast))


def test_both_leaders_sign_and_the_issuer_agrees(cast):
    ticket = permitted(cast)
    assert held(lambda: agree(cast, ticket, "ma")) == {"ticket-not-handed-over"}
    handed = hand_over(cast, ticket, "ma")
    assert held(lambda: agree(cast, ticket, "ma")) == {"transfer-unsigned"}
    with pytest.raises(Refused, match="not-your-signature"):
        stages.sign(cast, handed, "takes_ticket", by="liu")  # nobody signs for another
    stages.sign(cast, handed, "takes_ticket", by="ma")
    agree(cast, ticket, "ma")
    ticket.refresh_from_db()
    assert (ticket.leader, ticket.received_at) == (cast.people["ma"], None)
    assert ticket.breaks.get().cause == "leader-changed"
    signed = Signature.objects.filter(document_id=handed.pk)
    people = {name: cast.people[name].pk for name in ("liu", "ma", "sun")}
    assert set(signed.values_list("role", "person")) == {
        ("hands_ticket", people["liu"]), ("takes_ticket", people["ma"]),
        ("issuer", people["sun"]),
    }  # fmt: skip


def test_he_goes_on_after_signing_and_a_new_permit(cast):
    ticket = permitted(cast)
    handed_over(cast, ticket, "ma")
    agree(cast, ticket, "ma")
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    resume = {"ticket": str(ticket.pk)}
    wanted = {"ticket-not-received", "leader-unsigned"}
    assert held(lambda: cast.do("safety.resume_ticket", resume, by="li")) == wanted
    stages.received(cast, ticket, leader="ma")
    cast.do("safety.resume_ticket", resume, by="li")


def test_everybody_is_counted_and_the_old_leader_is_counted_out(cast):
    verb, data, by = releases.work_isolated(cast)
    stint = str(cast.do(verb, data, by=by).facts["stint"])
    ticket = stages.Ticket.objects.get()
    with pytest.raises(Refused, match="heads-differ"):
        hand_over(cast, ticket, "ma", heads=1)  # Zhou is in
    handed_over(cast, ticket, "ma")
    agree(cast, ticket, "ma")
    ticket.refresh_from_db()
    assert heads_in(ticket) == 3  # Ma, Zhou, and Liu who was in
    cast.do("work.end_stint", {"stint": stint}, by="zhou")
    stages.received(cast, ticket, leader="ma")
    endings.unearth(cast, ticket.isolation.earths.get(), leader="ma")
    with pytest.raises(Refused, match="not-all-back"):
        endings.end(cast, ticket, heads=2, earths=1, leader="ma")
    endings.end(cast, ticket, heads=3, earths=1, leader="ma")


def test_whoever_came_after_the_count_is_counted_anew(cast):
    verb, data, by = releases.work_isolated(cast)
    ticket = stages.Ticket.objects.get()
    handed_over(cast, ticket, "ma")
    cast.do(verb, data, by=by)
    assert held(lambda: agree(cast, ticket, "ma")) == {"heads-differ"}
    handed_over(cast, ticket, "ma")
    agree(cast, ticket, "ma")


def test_without_the_old_leader_everybody_is_out_first(cast):
    verb, data, by = releases.work_isolated(cast)
    begun = cast.do(verb, data, by=by)
    ticket = stages.Ticket.objects.get()
    cast.do("workforce.report_unfit", {"person": cast.id("liu")}, by="zhou")
    assert held(lambda: agree(cast, ticket, "ma")) == {"people-still-in"}
    cast.do("work.end_stint", {"stint": str(begun.facts["stint"])}, by="zhou")
    agree(cast, ticket, "ma")
    handed = ticket.transfers.get()
    assert (handed.absent, handed.heads) == (True, 2)
    assert heads_in(stages.Ticket.objects.get()) == 3


def test_nobody_is_in_when_the_work_is_permitted_anew(cast):
    verb, data, by = releases.work_isolated(cast)
    cast.do(verb, data, by=by)
    ticket = stages.Ticket.objects.get()
    pause = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", pause, by="liu")
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    stages.sign(cast, ticket, "leader", by="liu")
    resume = {"ticket": str(ticket.pk)}
    assert held(lambda: cast.do("safety.resume_ticket", resume, by="li")) == {
        "people-still-in"
    }
    stint = {"stint": str(Stint.objects.get().pk)}
    cast.do("work.end_stint", stint, by="zhou")
    stages.sign(cast, ticket, "leader", by="liu")
    cast.do("safety.resume_ticket", resume, by="li")


def test_a_revoked_ticket_is_ended_by_another_when_its_leader_is_ill(cast):
    ticket = permitted(cast)
    why = {"ticket": str(ticket.pk), "why": "-"}
    cast.do("safety.revoke_ticket", why, by="xu")
    cast.do("workforce.report_unfit", {"person": cast.id("liu")}, by="zhou")
    known = {"ticket": str(ticket.pk), "people_out": "yes"}
    cast.do("safety.acknowledge_revocation", known, by="zhou")
    agree(cast, ticket, "ma")
    endings.unearth(cast, ticket.isolation.earths.get(), leader="ma")
    endings.end(cast, ticket, heads=2, earths=1, leader="ma")


@pytest.mark.parametrize(
    ("who", "what"),
    [("sun", "leader-is-on-the-ticket"), ("zhou", "certificate-missing")],
)
def test_an_unfit_choice_is_held(cast, who, what):
    ticket = permitted(cast)
    assert what in held(lambda: agree(cast, ticket, who))


def test_the_issuer_who_agrees_is_certified_now_and_not_on_the_ticket(cast):
    ticket = permitted(cast)
    handed_over(cast, ticket, "ma")
    able(cast, "li", "issuer", "issuer")
    with pytest.raises(Refused, match="issuer-is-on-the-ticket"):
        agree(cast, ticket, "ma", by="li")  # the permitter
    able(cast, "wang", "issuer", "joint")
    with pytest.raises(Refused, match="certificate-missing"):
        agree(cast, ticket, "ma", by="wang")


def test_a_leader_with_a_running_ticket_takes_no_second_one(cast):
    first = permitted(cast)
    other = stages.order(cast, "BY-2")
    with guard.lifted():
        second = stages.Ticket.objects.create(
            unit=first.unit, order=other, number="X-2", kind="lv", no_infeeds=True,
            scope="-", areas="lv", issuer=first.issuer, leader=cast.people["ma"],
            permitter=first.permitter, issued_at=clock.now(),
            received_at=clock.now(), permitted_at=clock.now(),
        )  # fmt: skip
    handed_over(cast, first, "ma")
    assert held(lambda: agree(cast, first, "ma")) == {"leader-has-another-ticket"}
    with guard.lifted():
        second.delete()


def test_the_same_leader_is_no_change(cast):
    ticket = permitted(cast)
    with pytest.raises(Refused, match="leads-this-ticket"):
        agree(cast, ticket, "liu")


def test_only_its_leader_hands_it_over_and_only_an_issuer_agrees(cast):
    ticket = permitted(cast)
    data = {"ticket": str(ticket.pk), "taker": cast.id("liu"), "heads": 1}
    with pytest.raises(Refused, match="not-your-ticket"):
        cast.do("safety.hand_over_ticket", data, by="ma")
    handed_over(cast, ticket, "ma")
    data = {"ticket": str(ticket.pk), "leader": cast.id("ma")}
    with pytest.raises(NotAllowed, match="role-missing"):
        cast.do("safety.change_leader", data, by="ma")
