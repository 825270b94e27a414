"""Papers come when they come: they block no volts, and do block the closing."""

import pytest

from greenlane.connections.models import Paper
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused
from tests import supply_stages as stage


@pytest.fixture
def fees(cast):
    return Paper.objects.get(order=stage.requested(cast), kind="fees")


def receive(cast, paper, *, by="wang", **more):
    data = {"paper": str(paper.pk), **more}
    return cast.do("connections.receive_paper", data, by=by)


def test_it_is_received_once(cast, fees):
    receive(cast, fees)
    fees.refresh_from_db()
    assert fees.received_at is not None
    with pytest.raises(Refused, match="paper-received-already"):
        receive(cast, fees)


def test_a_scan_is_named_by_the_digest_of_its_bytes(cast, fees):
    with pytest.raises(Malformed):
        receive(cast, fees, blob="scan.pdf")
    with pytest.raises(NotFound):
        receive(cast, fees, blob="a" * 64)


def test_crew_receives_none(cast, fees):
    with pytest.raises(NotAllowed):
        receive(cast, fees, by="zhou")


def test_papers_owed_block_no_volts(cast):
    order = stage.live(cast)
    assert Paper.objects.filter(order=order, received_at__isnull=True).exists()
