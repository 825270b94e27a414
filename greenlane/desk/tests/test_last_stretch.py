"""From the steps of switching in to the handover: what its pages know and say."""

from __future__ import annotations

from greenlane.desk.tests.pages import Hand, address, shown
from tests import supply_stages as supply


def test_a_guard_reads_which_step_it_is_not_at_what_place(cast):
    step = supply.ready(cast)[0]
    query = f"?kind=energisestep&id={step.pk}&role=guard"
    where = address("safety.sign", step.order.number) + query
    page = shown(Hand("gao").client.get(where))
    assert "Number of the step" in page
    assert "<dt>Place</dt>" not in page
