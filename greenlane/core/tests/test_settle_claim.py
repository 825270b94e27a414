"""A late message waits until somebody decides, with a reason."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.models import Event, OpenClaim
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused


@pytest.fixture
def claim(cast):
    return _left_open(cast.unit)


def _left_open(unit):
    from greenlane.core.ids import uuid7

    with guard.lifted():
        return OpenClaim.objects.create(
            id=uuid7(), unit=unit, command="work.finish_task", data="{}",
            code="changed-since-shown", at=clock.now(), recorded_at=clock.now(),
        )  # fmt: skip


def test_a_claim_is_settled_once_with_its_reason(cast, claim):
    ask = {"claim": str(claim.pk), "how": "taken", "reason": "按电话记录补录"}
    cast.do("core.settle_claim", ask, by="zhao")
    claim.refresh_from_db()
    assert (claim.settled_how, claim.settled_why) == ("taken", "按电话记录补录")
    assert claim.settled_by == cast.accounts["zhao"].pk
    assert "按电话记录补录" not in Event.objects.get().canonical
    with pytest.raises(Refused, match="claim-settled-already"):
        cast.do("core.settle_claim", ask, by="zhao")


def test_without_a_reason_nothing_is_settled(cast, claim):
    with pytest.raises(Malformed):
        cast.do(
            "core.settle_claim", {"claim": str(claim.pk), "how": "dropped"}, by="zhao"
        )


def test_crew_settles_nothing_and_foreign_claims_are_none(cast, claim):
    ask = {"claim": str(claim.pk), "how": "dropped", "reason": "重复"}
    with pytest.raises(NotAllowed):
        cast.do("core.settle_claim", ask, by="zhou")
    with pytest.raises(NotFound):
        cast.do("core.settle_claim", ask, by="stranger")
