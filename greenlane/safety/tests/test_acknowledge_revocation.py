"""Acknowledged means: known, and out. Until then nothing is released near it."""

import pytest

from greenlane.core.refusals import GateHeld, Malformed, Refused
from greenlane.safety.tests.test_end_ticket import stint
from greenlane.safety.tests.test_revoke_ticket import revoke
from greenlane.work.models import ClearanceBasis
from tests import stages


def acknowledge(cast, ticket, answer="yes"):
    data = {"ticket": str(ticket.pk), "people_out": answer}
    return cast.do("safety.acknowledge_revocation", data, by="liu")


def test_g0_is_shut_until_it_is_acknowledged(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    revoke(cast, ticket)
    with pytest.raises(GateHeld) as held:
        stages.earth(cast, ticket.isolation, "E2")
    assert "revocation-unacknowledged" in {m.what for m in held.value.missing}
    acknowledge(cast, ticket)
    stages.earth(cast, ticket.isolation, "E2")


def test_people_inside_keep_it_shut(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    row = stint(cast, ticket, "zhou")
    with stages.guard.lifted():
        ClearanceBasis.objects.create(
            unit=ticket.unit, clearance=row.clearance, gate="G8", kind="ticket",
            evidence=ticket.pk,
        )  # fmt: skip
    revoke(cast, ticket)
    with pytest.raises(Refused, match="people-still-in"):
        acknowledge(cast, ticket)


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_not_out_is_not_acknowledged(cast, answer):
    ticket = stages.permitted(cast, stages.order(cast))
    revoke(cast, ticket)
    with pytest.raises(Refused, match="people-still-in"):
        acknowledge(cast, ticket, answer)


def test_it_names_one_thing(cast):
    with pytest.raises(Malformed):
        cast.do("safety.acknowledge_revocation", {"people_out": "yes"}, by="liu")


def test_without_a_revocation_there_is_nothing_to_acknowledge(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    with pytest.raises(Refused, match="not-revoked"):
        acknowledge(cast, ticket)
