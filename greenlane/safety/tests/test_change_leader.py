"""A leader falls ill: another takes over, work rests until he is let in anew."""

import pytest

from greenlane.core.refusals import GateHeld, Refused
from tests import stages


def change(cast, ticket, to, by="sun"):
    data = {"ticket": str(ticket.pk), "leader": cast.id(to)}
    return cast.do("safety.change_leader", data, by=by)


def test_the_new_leader_receives_and_the_work_rests(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    change(cast, ticket, "ma")
    ticket.refresh_from_db()
    assert (ticket.leader, ticket.received_at) == (cast.people["ma"], None)
    assert ticket.breaks.get().cause == "leader-changed"


def test_he_goes_on_after_signing_and_a_new_permit(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    change(cast, ticket, "ma")
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    with pytest.raises(GateHeld) as held:
        cast.do("safety.resume_ticket", {"ticket": str(ticket.pk)}, by="li")
    wanted = {"ticket-not-received", "leader-unsigned"}
    assert {each.what for each in held.value.missing} == wanted
    stages.received(cast, ticket, leader="ma")
    cast.do("safety.resume_ticket", {"ticket": str(ticket.pk)}, by="li")


@pytest.mark.parametrize(
    ("who", "what"),
    [("sun", "leader-is-on-the-ticket"), ("zhou", "certificate-missing")],
)
def test_an_unfit_choice_is_held(cast, who, what):
    ticket = stages.permitted(cast, stages.order(cast))
    with pytest.raises(GateHeld) as held:
        change(cast, ticket, who)
    assert what in {each.what for each in held.value.missing}


def test_the_same_leader_is_no_change(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    with pytest.raises(Refused, match="leads-this-ticket"):
        change(cast, ticket, "liu")
