"""A customer's plant, a contractor's crew: both sides issue, both sides permit."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from greenlane.core import clock, guard
from greenlane.core.models import EventSubject
from greenlane.core.refusals import GateHeld, Malformed, Refused
from greenlane.safety.models import Ticket
from greenlane.safety.signing import signatures
from greenlane.workforce.models import Certificate, Organisation
from tests import endings, stages

SIDES = {"customer_owned": "yes"}


@pytest.fixture
def other(cast: Any) -> Any:
    """The customer's engineer issues, his electrician permits: both are certified."""
    for who, skill in (("ma", "issuer"), ("tang", "permit")):
        with guard.lifted():
            Certificate.objects.create(
                unit=cast.unit, person=cast.people[who], skill=skill, number=f"X-{who}",
                issued_at=clock.now(), expires_at=clock.now().replace(year=2050),
            )  # fmt: skip
    return {
        **SIDES,
        "second_issuer": cast.id("ma"),
        "second_permitter": cast.id("tang"),
    }


def issued(cast: Any, **form: Any) -> Ticket:
    return stages.issue(
        cast, of := stages.order(cast), stages.earthed(cast, of), **form
    )


def held(cast: Any, ticket: Ticket, verb: str = "safety.permit") -> set[str]:
    data = {"ticket": str(ticket.pk)}
    if verb == "safety.permit":
        data["channel"] = "site"
    with pytest.raises(GateHeld) as refused:
        cast.do(verb, data, by="li")
    return {each.what for each in refused.value.missing}


def test_whose_plant_it_is_has_to_be_said(cast):
    """Left open it would read as a no, and nobody of the other side would be asked."""
    of = stages.order(cast)
    section = stages.earthed(cast, of)
    with pytest.raises(Malformed) as refused:
        stages.issue(cast, of, section, customer_owned="")
    assert [each.field for each in refused.value.errors] == ["customer_owned"]


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_a_customers_plant_names_who_issues_and_who_permits(cast, other, answer):
    of = stages.order(cast)
    section = stages.earthed(cast, of)
    told = {**other, "customer_owned": answer}
    for role in ("second_issuer", "second_permitter"):
        without = {**told, role: ""}
        code = role.replace("_", "-") + "-unnamed"
        with pytest.raises(Refused, match=code):
            stages.issue(cast, of, section, **without)
    assert stages.issue(cast, of, section, **told).customer_owned


@pytest.mark.parametrize(
    ("role", "who", "code"),
    [
        ("second_issuer", "sun", "other-side-is-on-the-ticket"),
        ("second_issuer", "liu", "other-side-is-on-the-ticket"),
        ("second_permitter", "ma", "other-side-is-on-the-ticket"),
        ("second_issuer", "zhou", "certificate-missing"),
        ("second_permitter", "zhou", "certificate-missing"),
    ],
)
def test_nobody_stands_for_two_and_each_is_certified(cast, other, role, who, code):
    of = stages.order(cast)
    section = stages.earthed(cast, of)
    with pytest.raises(Refused, match=code):
        stages.issue(cast, of, section, **{**other, role: cast.id(who)})


def test_it_is_received_when_both_have_issued_and_permitted_when_both_permit(
    cast, other
):
    ticket = issued(cast, **other)
    take = {"ticket": str(ticket.pk)}
    with pytest.raises(Refused, match="second-issuer-unsigned"):
        cast.do("safety.receive_ticket", take, by="liu")
    with pytest.raises(Refused, match="not-your-signature"):
        stages.sign(cast, ticket, "second_issuer", by="sun")
    stages.sign(cast, ticket, "second_issuer", by="ma")
    stages.received(cast, ticket)
    assert held(cast, ticket) == {"second-permitter-unsigned"}
    with pytest.raises(Refused, match="not-your-signature"):
        stages.sign(cast, ticket, "second_permitter", by="li")
    stages.sign(cast, ticket, "second_permitter", by="tang")
    stages.permit(cast, ticket)
    assert ticket.permitted_at


def test_what_is_put_in_place_later_asks_the_second_permitter_anew_not_the_issuer(
    cast, other
):
    ticket = issued(cast, **other)
    stages.sign(cast, ticket, "second_issuer", by="ma")
    stages.received(cast, ticket)
    stages.sign(cast, ticket, "second_permitter", by="tang")
    stages.earth(cast, ticket.isolation, "E2")
    assert {each.role for each in signatures(ticket)} == {"second_issuer"}
    assert held(cast, ticket) == {"leader-unsigned", "second-permitter-unsigned"}


def test_another_leader_asks_the_other_sides_issuer_anew(cast, other):
    ticket = issued(cast, **other)
    stages.sign(cast, ticket, "second_issuer", by="ma")
    with guard.lifted():
        Certificate.objects.create(
            unit=cast.unit, person=cast.people["qian"], skill="leader", number="L-9",
            issued_at=clock.now(), expires_at=clock.now().replace(year=2050),
        )  # fmt: skip
    change = {"ticket": str(ticket.pk), "leader": cast.id("tang")}
    with pytest.raises(GateHeld, match="gate-held") as refused:
        cast.do("safety.change_leader", change, by="sun")
    codes = {each.what for each in refused.value.missing}
    assert "leader-is-on-the-ticket" in codes
    change["leader"] = cast.id("qian")
    cast.do("safety.change_leader", change, by="sun")
    assert not signatures(Ticket.objects.get(pk=ticket.pk))


def test_after_a_break_and_at_the_end_both_permitters_sign(cast, other):
    ticket = issued(cast, **other)
    stages.sign(cast, ticket, "second_issuer", by="ma")
    stages.received(cast, ticket)
    stages.sign(cast, ticket, "second_permitter", by="tang")
    stages.permit(cast, ticket)
    pause = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", pause, by="liu")
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    stages.sign(cast, ticket, "leader", by="liu")
    assert held(cast, ticket, "safety.resume_ticket") == {"second-permitter-unsigned"}
    stages.sign(cast, ticket, "second_permitter", by="tang")
    cast.do("safety.resume_ticket", {"ticket": str(ticket.pk)}, by="li")
    endings.unearth(cast, ticket.isolation.earths.get())
    with pytest.raises(Refused) as refused:
        endings.end(cast, ticket, heads=1, earths=1)
    lacking = {each["what"]: each["holder"] for each in refused.value.facts["missing"]}
    assert lacking == {"second-permitter-unsigned": f"person:{cast.id('tang')}"}
    stages.sign(cast, ticket, "second_permitter", by="tang")
    endings.end(cast, ticket, heads=1, earths=1)


def test_a_contractors_leader_is_known_as_such(cast, other):
    with guard.lifted():
        firm = Organisation.objects.create(
            unit=cast.unit, name_zh="宏达", kind="contractor"
        )
        cast.people["liu"].organisation = firm
        cast.people["liu"].save()
    of = stages.order(cast)
    section = stages.earthed(cast, of)
    with pytest.raises(Refused, match="second-issuer-unnamed"):
        stages.issue(cast, of, section)
    ticket = stages.issue(cast, of, section, second_issuer=cast.id("ma"))
    assert not ticket.customer_owned
    assert EventSubject.objects.filter(
        name="safety.other_side_named", subject=ticket.pk
    ).exists()


def test_a_leader_who_became_a_contractors_is_not_let_in(cast):
    ticket = issued(cast)
    stages.received(cast, ticket)
    with guard.lifted():
        firm = Organisation.objects.create(
            unit=cast.unit, name_zh="宏达", kind="contractor"
        )
        cast.people["liu"].organisation = firm
        cast.people["liu"].save()
    assert held(cast, ticket) == {"second-issuer-unnamed"}


def test_a_form_for_isolated_work_is_issued_for_a_section_alone(cast):
    of = stages.order(cast)
    with pytest.raises(Refused, match="form-needs-section"):
        stages.issue(cast, of, None, kind="hv_first", no_infeeds="yes")


def test_what_was_written_past_the_verb_is_held_at_the_permit(cast):
    ticket = stages.received(
        cast, stages.issue(cast, stages.order(cast), None, no_infeeds="yes")
    )
    with guard.lifted():
        Ticket.objects.filter(pk=ticket.pk).update(kind="hv_first")
    assert "form-needs-section" in held(cast, ticket)


def test_a_form_without_isolation_opens_no_infeed_of_a_section(cast):
    """`lv` does not ask for a section; the section that it names is isolated."""
    of = stages.order(cast)
    ticket = stages.received(cast, stages.issue(cast, of, stages.section(cast, of)))
    assert {"infeed-not-isolated", "evidence-missing", "no-earth-on"} <= held(
        cast, ticket
    )


@pytest.mark.parametrize("role", ["second_issuer", "second_permitter"])
@pytest.mark.parametrize("who", ["sun", "liu", "li"])
def test_the_database_keeps_the_other_side_apart(cast, other, role, who):
    ticket = issued(cast, **other)
    with guard.lifted(), pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(
            permitter=cast.people["li"], **{role: cast.people[who]}
        )
