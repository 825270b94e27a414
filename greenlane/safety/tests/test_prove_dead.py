"""Proving dead: each phase, a proved tester, volts within the pack, at the work."""

import pytest

from greenlane.core.refusals import Refused
from greenlane.safety.models import Evidence
from tests import stages


def rows(volts, lit):
    return [{"phase": p, "volts": volts, "lit": lit} for p in ("L1", "L2", "L3")]


def test_three_dead_phases_and_a_proved_tester_pass(cast):
    isolation = stages.dead(cast, stages.order(cast))
    proof = Evidence.objects.get(kind="proved_dead")
    assert proof.passed
    assert proof.covers == f"isolation:{isolation.pk}"


@pytest.mark.parametrize(
    "change",
    [
        {"proved_before": "no"},
        {"proved_after": "unknown"},
        {"readings": rows("90", "no")},
        {"readings": rows("0", "yes")},
    ],
)
def test_volts_or_a_doubtful_tester_fail(cast, change):
    isolation = stages.isolated(cast, stages.order(cast))
    done = cast.do("safety.prove_dead", stages.proof(isolation, **change), by="he")
    assert done.code == "not-proved-dead"
    assert not Evidence.objects.get(kind="proved_dead").passed


def test_a_phase_that_was_left_out_proves_nothing(cast):
    isolation = stages.isolated(cast, stages.order(cast))
    one = [{"phase": "L1", "volts": "0", "lit": "no"}]
    with pytest.raises(Refused, match="phase-not-proved"):
        cast.do("safety.prove_dead", stages.proof(isolation, readings=one), by="he")
