"""G11: accepted by somebody who led none of the work, and untouched since."""

import pytest

from greenlane.safety.acts import CLOSINGS
from greenlane.safety.gates import g11_accepted as g11
from greenlane.safety.tests.stage import act, held, put, stint
from tests import stages


@pytest.mark.parametrize("kind", sorted(CLOSINGS))
def test_an_acceptance_opens_every_closing(cast, kind):
    of = stages.order(cast)
    assert held(g11, act(of, kind)) == ["evidence-missing"]
    row = put(cast, of, "acceptance", by="wu")
    assert held(g11, act(of, kind)) == []
    assert g11.basis(act(of, kind)) == [("evidence", row.pk)]


def test_works_that_were_not_accepted_hold(cast):
    of = stages.order(cast)
    put(cast, of, "acceptance", by="wu", passed=False)
    assert held(g11, act(of, "energise")) == ["evidence-failed"]


def test_work_after_it_makes_it_stale(cast):
    of = stages.order(cast)
    put(cast, of, "acceptance", by="wu")
    stint(cast, of)
    assert held(g11, act(of, "energise")) == ["evidence-stale"]


def test_who_became_leader_after_accepting_has_accepted_nothing(cast):
    of = stages.order(cast)
    put(cast, of, "acceptance", by="wu")
    stint(cast, of, "T1", leader="wu")  # on another section of the same order
    assert held(g11, act(of, "energise")) == ["accepted-by-the-leader"]
