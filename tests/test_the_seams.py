"""Where one piece of safety meets another: nobody gets past between the two."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from greenlane.connections.tests.test_g5b_stays_live import hospital
from greenlane.core import clock, guard
from greenlane.core.refusals import Refused
from greenlane.safety.models import TicketExtension
from greenlane.safety.tests.test_g3b_rested import worked
from greenlane.workforce.models import Certificate
from tests import endings, releases, stages, switching_stages
from tests.cast import Cast
from tests.handing import agree, handed_over
from tests.live_work import GOOD
from tests.test_exclusions import able, codes, watched_by

SIDES = {"customer_owned": "yes"}


def doubly_signed(cast: Cast) -> Any:
    """On the customer's plant, ready: Ma issues beside Sun, Tang permits beside Li."""
    able(cast, "ma", "issuer", "issuer")
    able(cast, "tang", "permitter", "permit")
    sides = {"second_issuer": cast.id("ma"), "second_permitter": cast.id("tang")}
    of = stages.order(cast)
    ticket = stages.issue(cast, of, stages.earthed(cast, of), **SIDES, **sides)
    stages.sign(cast, ticket, "second_issuer", by="ma")
    stages.received(cast, ticket)
    stages.sign(cast, ticket, "second_permitter", by="tang")
    return ticket


def let_in(cast: Cast) -> Any:
    return stages.permit(cast, doubly_signed(cast))


def permitted(cast: Cast) -> Any:
    return stages.permitted(cast, stages.order(cast))


def resumed(cast: Cast, ticket: Any, leader: str, *, by: str = "li") -> None:
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    stages.received(cast, ticket, leader=leader)
    cast.do("safety.resume_ticket", {"ticket": str(ticket.pk)}, by=by)


def test_who_watches_does_no_step_by_hand(cast: Cast) -> None:
    far = stages.shared_pole(cast)
    with guard.lifted():
        far.isolations.all().delete()
    row = switching_stages.in_force(cast, far, [switching_stages.line("check")])
    stages.permit(cast, watched_by(cast, "he"))
    assert "watcher-does-more" in codes(lambda: switching_stages.by_hand(cast, row, 1))


def test_who_must_rest_does_no_step_by_hand(cast: Cast) -> None:
    of = stages.order(cast)
    row = switching_stages.in_force(cast, of, [switching_stages.line("hang")])
    worked(cast, "he", 16)
    assert "person-must-rest" in codes(lambda: switching_stages.by_hand(cast, row, 1))


def test_who_led_it_permits_it_no_more(cast: Cast) -> None:
    ticket = permitted(cast)
    handed_over(cast, ticket, "ma")
    agree(cast, ticket, "ma")
    able(cast, "liu", "permitter", "permit")
    assert "permitter-is-on-the-ticket" in codes(
        lambda: resumed(cast, ticket, "ma", by="liu")
    )


def test_who_led_it_receives_it_back_no_more(cast: Cast) -> None:
    ticket = permitted(cast)
    handed_over(cast, ticket, "ma")
    agree(cast, ticket, "ma")
    able(cast, "liu", "permitter", "permit")
    with pytest.raises(Refused, match="not-your-signature"):
        stages.sign(cast, ticket, "permitter", by="liu")


def test_who_agreed_as_an_issuer_permits_it_no_more(cast: Cast) -> None:
    ticket = permitted(cast)
    handed_over(cast, ticket, "ma")
    able(cast, "wang", "issuer", "issuer")
    agree(cast, ticket, "ma", by="wang")
    able(cast, "wang", "permitter", "permit")
    assert "permitter-is-on-the-ticket" in codes(
        lambda: resumed(cast, ticket, "ma", by="wang")
    )


def test_who_let_it_last_longer_does_not_lead_it(cast: Cast) -> None:
    ticket = permitted(cast)
    able(cast, "ma", "permitter", "permit")
    later = ticket.valid_until + timedelta(hours=1)
    asked = {"ticket": str(ticket.pk), "until": later.isoformat(), "why": "-"}
    cast.do("safety.ask_extension", asked, by="liu")
    key = str(TicketExtension.objects.get().pk)
    cast.do("safety.extend_ticket", {"extension": key}, by="ma")
    handed_over(cast, ticket, "ma")
    assert "leader-is-on-the-ticket" in codes(lambda: agree(cast, ticket, "ma"))


def test_who_permits_for_the_other_side_agrees_not_as_an_issuer(cast: Cast) -> None:
    ticket = let_in(cast)
    able(cast, "tang", "issuer", "issuer")
    able(cast, "qian", "leader", "leader")
    handed_over(cast, ticket, "qian")
    with pytest.raises(Refused, match="issuer-is-on-the-ticket"):
        agree(cast, ticket, "qian", by="tang")


def test_nobody_receives_a_ticket_back_for_both_sides(cast: Cast) -> None:
    ticket = let_in(cast)
    endings.unearth(cast, ticket.isolation.earths.get())
    stages.sign(cast, ticket, "second_permitter", by="tang")
    with pytest.raises(Refused, match="not-your-signature"):
        stages.sign(cast, ticket, "permitter", by="tang")
    endings.end(cast, ticket, heads=1, earths=1)


def test_a_revoked_ticket_of_both_sides_ends_without_its_ill_leader(cast: Cast) -> None:
    ticket = let_in(cast)
    able(cast, "qian", "leader", "leader")
    cast.do("safety.revoke_ticket", {"ticket": str(ticket.pk), "why": "-"}, by="xu")
    cast.do("workforce.report_unfit", {"person": cast.id("liu")}, by="zhou")
    known = {"ticket": str(ticket.pk), "people_out": "yes"}
    cast.do("safety.acknowledge_revocation", known, by="zhou")
    agree(cast, ticket, "qian")
    endings.unearth(cast, ticket.isolation.earths.get(), leader="qian")
    stages.sign(cast, ticket, "second_permitter", by="tang")
    endings.end(cast, ticket, heads=2, earths=1, leader="qian")


def test_a_ticket_ends_when_the_other_side_has_left(cast: Cast) -> None:
    """Another permitter of that side receives it back; nobody goes on under it."""
    ticket = let_in(cast)
    endings.unearth(cast, ticket.isolation.earths.get())
    able(cast, "guo", "permitter", "permit")
    with pytest.raises(Refused, match="not-your-signature"):
        stages.sign(cast, ticket, "second_permitter", by="guo")
    cast.do("workforce.report_unfit", {"person": cast.id("tang")}, by="zhou")
    stages.sign(cast, ticket, "second_permitter", by="guo")
    endings.end(cast, ticket, heads=1, earths=1)


def test_who_leads_elsewhere_does_not_watch(cast: Cast) -> None:
    far = stages.shared_pole(cast)
    with guard.lifted():
        far.isolations.all().delete()
    able(cast, "xu", "leader", "leader")
    section = stages.earthed(cast, far)
    other = stages.issue(cast, far, section, leader=cast.id("xu"))
    stages.permit(cast, stages.received(cast, other, leader="xu"))
    ticket = watched_by(cast, "xu")
    assert codes(lambda: stages.permit(cast, ticket)) == {"leader-leaves"}


def test_a_watcher_is_not_replaced_by_somebody_at_work(cast: Cast) -> None:
    """The one who is named last is the one who watches."""
    ticket = stages.permit(cast, watched_by(cast, "xu"))
    verb, data, by = releases.begin(cast, ticket.order, "T3", by="zhou")
    cast.do(verb, data, by=by)
    data = {"order": str(ticket.order_id), "watcher": cast.id("zhou"), **GOOD}
    done = cast.do("safety.record_live_conditions", data, by="he")
    assert done.facts["passed"] is False


def test_a_ticket_finds_another_leader_when_its_issuer_lost_his_card(
    cast: Cast,
) -> None:
    ticket = permitted(cast)
    with guard.lifted():
        Certificate.objects.filter(person=cast.people["sun"]).update(
            revoked_at=clock.now()
        )
    able(cast, "wang", "issuer", "issuer")
    cast.do("workforce.report_unfit", {"person": cast.id("liu")}, by="zhou")
    agree(cast, ticket, "ma", by="wang")
    endings.unearth(cast, ticket.isolation.earths.get(), leader="ma")
    endings.end(cast, ticket, heads=2, earths=1, leader="ma")


def test_a_device_is_opened_by_hand_but_not_over_who_may_not_go_dark(
    cast: Cast,
) -> None:
    of = hospital(cast)
    stages.told(cast, of)
    opens = switching_stages.line("open", device=str(cast.source.pk))
    row = switching_stages.in_force(cast, of, [opens])
    assert codes(lambda: switching_stages.by_hand(cast, row, 1)) == {"may-not-go-dark"}
    with guard.lifted():
        cast.block1.states.update(state="generator")
    # Nobody knows what comes in there: it may be the very generator.
    assert codes(lambda: switching_stages.by_hand(cast, row, 1)) == {"may-not-go-dark"}
    way = {"kind": "grid", "name": "公变出线", "device": str(cast.source.pk)}
    cast.do("safety.record_infeed", {"site": str(cast.site.pk), **way}, by="zhou")
    switching_stages.by_hand(cast, row, 1)


def test_tags_stay_on_a_device_behind_which_another_order_works(cast: Cast) -> None:
    """The order that takes them off has no section of its own on that device."""
    far = stages.shared_pole(cast)
    with guard.lifted():
        far.isolations.all().delete()
    stages.permitted(cast, far)
    of = stages.order(cast)
    off = switching_stages.line("take_off", device=str(cast.source.pk))
    row = switching_stages.in_force(cast, of, [off])
    assert "ticket-open" in codes(lambda: switching_stages.by_hand(cast, row, 1))


def test_who_permits_for_the_other_side_does_not_watch(cast: Cast) -> None:
    ticket = watched_by(cast, "tang")
    with guard.lifted():
        ticket.second_permitter = cast.people["tang"]
        ticket.save(update_fields=["second_permitter"])
    assert "watcher-does-more" in codes(lambda: stages.permit(cast, ticket))


def test_a_leader_does_not_leave_his_crew_to_switch_elsewhere(cast: Cast) -> None:
    far = stages.shared_pole(cast)
    with guard.lifted():
        far.isolations.all().delete()
    section = stages.dead(cast, far)
    permitted(cast)
    able(cast, "liu", "switching", "switch")
    data = {"isolation": str(section.pk), "number": "E9", "place": "-"}
    data["placed_with"] = cast.id("gao")
    assert "leader-leaves" in codes(
        lambda: cast.do("safety.place_earth", data, by="liu")
    )
