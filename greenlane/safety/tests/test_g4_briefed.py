"""G4: every head of the stint signed a briefing that names him, within one shift."""

from greenlane.core.gatewalk import Act
from greenlane.safety.gates import g4_briefed as g4
from greenlane.safety.tests.stage import held, put, signed
from tests import stages


def stint(cast, of, *names):
    people = tuple(cast.people[name].pk for name in names)
    return Act("stint", unit=of.unit_id, order=of.pk, people=people)


def briefed(cast, of, *names, ago=0):
    row = put(cast, of, "briefing", "order", by="liu", people=names, ago=ago)
    for name in names:
        signed(cast, row, "head", by=name)
    return row


def test_everybody_signed_and_goes_in(cast):
    of = stages.order(cast)
    row = briefed(cast, of, "zhou", "xu")
    asked = stint(cast, of, "zhou", "xu")
    assert held(g4, asked) == []
    assert g4.basis(asked) == [("evidence", row.pk)]


def test_a_head_more_holds_the_crew_and_is_named(cast):
    of = stages.order(cast)
    briefed(cast, of, "zhou")
    [lacking] = g4.missing(stint(cast, of, "zhou", "xu"))
    assert (lacking.what, lacking.holder) == (
        "briefing-unsigned",
        f"person:{cast.people['xu'].pk}",
    )


def test_named_and_not_signed_is_not_briefed(cast):
    of = stages.order(cast)
    put(cast, of, "briefing", "order", people=["zhou"])
    assert held(g4, stint(cast, of, "zhou")) == ["briefing-unsigned"]


def test_who_was_there_is_asked_to_sign_and_who_was_not_to_be_briefed(cast):
    of = stages.order(cast)
    put(cast, of, "briefing", "order", people=["zhou"])
    there, missed = g4.missing(stint(cast, of, "zhou", "xu"))
    assert (there.next_step, missed.next_step) == ("safety.sign", "safety.brief")


def test_the_next_shift_is_briefed_anew(cast):
    of = stages.order(cast)
    briefed(cast, of, "zhou", ago=721)
    assert held(g4, stint(cast, of, "zhou")) == ["briefing-unsigned"]


def test_a_withdrawn_briefing_and_one_of_another_order_count_for_nothing(cast):
    of, other = stages.order(cast), stages.order(cast, "BY-2")
    row = briefed(cast, of, "zhou")
    assert held(g4, stint(cast, other, "zhou")) == ["briefing-unsigned"]
    cast.do("safety.withdraw_evidence", {"evidence": str(row.pk)}, by="xu")
    assert held(g4, stint(cast, of, "zhou")) == ["briefing-unsigned"]


def test_nobody_named_is_nobody_briefed(cast):
    assert held(g4, stint(cast, stages.order(cast))) == ["nobody-named"]
