"""G16: live checks passed, and nothing was switched since."""

import pytest

from greenlane.core.refusals import Refused
from greenlane.safety.gates import g16_live_checks as g16
from greenlane.safety.tests.stage import act, clear, held, put, signed
from tests import stages


def test_checked_it_may_be_handed_over(cast):
    of = stages.order(cast)
    assert held(g16, act(of, "hand_over")) == ["evidence-missing"]
    row = put(cast, of, "live_check", people=["gao"])
    assert held(g16, act(of, "hand_over")) == ["authority-unsigned"]
    with pytest.raises(Refused, match="not-your-signature"):
        signed(cast, row, "authority", by="he")
    signed(cast, row, "authority", by="gao")
    assert held(g16, act(of, "hand_over")) == []
    assert g16.basis(act(of, "hand_over")) == [("evidence", row.pk)]


def test_failed_or_of_this_morning_it_holds(cast):
    of = stages.order(cast)
    put(cast, of, "live_check", ago=121)
    assert held(g16, act(of, "hand_over")) == ["evidence-too-old"]
    put(cast, of, "live_check", passed=False)
    assert held(g16, act(of, "hand_over")) == ["evidence-failed"]


def test_one_more_closing_and_it_is_checked_anew(cast):
    of = stages.order(cast)
    put(cast, of, "live_check")
    clear(cast, of, "energise")
    assert held(g16, act(of, "hand_over")) == ["evidence-stale"]


def test_a_block_that_went_dark_since_is_checked_anew(cast):
    of = stages.order(cast)
    put(cast, of, "live_check")
    lost = {"order": str(of.pk), "point": str(cast.block1.pk), "told_by": "门卫"}
    cast.do("safety.report_supply_lost", lost, by="zhou")
    assert held(g16, act(of, "hand_over")) == ["evidence-stale"]
