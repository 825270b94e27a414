"""Evidence is taken back by anybody who knows better; what relied on it falls."""

import pytest

from greenlane.core.models import Event
from greenlane.core.refusals import GateHeld
from greenlane.safety.models import Evidence
from greenlane.work.models import Clearance
from tests import stages


def withdraw(cast, row, *, by="zhou", **how):
    return cast.do("safety.withdraw_evidence", {"evidence": str(row.pk)}, by=by, **how)


@pytest.mark.parametrize("how", [{}, {"queued": True}])
def test_before_volts_the_permit_rests_and_its_clearance_is_void(cast, how):
    ticket = stages.permitted(cast, stages.order(cast))
    proof = Evidence.objects.get(kind="proved_dead")
    assert withdraw(cast, proof, **how).facts["revoked"] == 1
    assert ticket.breaks.get().cause == "evidence-withdrawn"
    clearance = Clearance.objects.get(pk=ticket.pk)
    assert clearance.revoked_why == "evidence-withdrawn"
    assert Event.objects.filter(name="safety.clearance_revoked").count() == 1
    stages.sign(cast, ticket, "leader", by="liu")
    with pytest.raises(GateHeld) as held:
        cast.do("safety.resume_ticket", {"ticket": str(ticket.pk)}, by="li")
    assert {each.gate for each in held.value.missing} == {"G0", "G6"}


def test_nobody_relied_on_it_and_nothing_falls(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    told = Evidence.objects.get(kind="people_told")
    assert withdraw(cast, told).facts["revoked"] == 0
    assert not ticket.breaks.exists()


def test_twice_is_once(cast):
    stages.permitted(cast, stages.order(cast))
    proof = Evidence.objects.get(kind="proved_dead")
    withdraw(cast, proof)
    proof.refresh_from_db()
    first = proof.withdrawn_at
    assert withdraw(cast, proof, by="xu").facts["revoked"] == 0
    proof.refresh_from_db()
    assert proof.withdrawn_at == first


def test_taking_back_the_failed_record_does_not_bring_back_the_passed_one(cast):
    """Anybody may withdraw, also from a queue: it can shut a gate, never open one."""
    of = stages.order(cast)
    section = stages.dead(cast, of)
    bad = {"proved_after": "no"}
    cast.do("safety.prove_dead", stages.proof(section, **bad), by="he")
    withdraw(cast, Evidence.objects.get(passed=False), queued=True)
    with pytest.raises(GateHeld) as held:
        stages.earth(cast, section)
    assert {each.what for each in held.value.missing} == {"evidence-withdrawn"}
