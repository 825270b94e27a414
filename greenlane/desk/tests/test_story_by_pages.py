"""The founding case from request to handover, through the pages alone."""

from __future__ import annotations

import pytest

from greenlane.desk.tests.page_wire import PageWire
from greenlane.drills import county
from greenlane.drills.story import play_case
from greenlane.work.labels import label
from greenlane.work.models import Order


@pytest.mark.django_db
def test_an_order_is_driven_from_request_to_handover_by_pages_alone():
    county.build_still()
    wires: list[PageWire] = []

    def dial() -> PageWire:
        wires.append(PageWire())
        return wires[-1]

    told: list[str] = []
    play_case(dial, say=told.append)
    order = Order.objects.earliest("id")
    assert label(order).code == "handed_over"
    refused = [each for wire in wires for each in wire.refusals]
    assert refused
    assert {status for _verb, status, _page in refused} == {409}
    assert all("Not done. These are the reasons:" in page for _v, _s, page in refused)
    unoffered = {each for wire in wires for each in wire.unoffered}
    # The repair form, sent all the same: for new work it is neither offered nor taken.
    assert unoffered == {("safety.issue_ticket", "kind")}
