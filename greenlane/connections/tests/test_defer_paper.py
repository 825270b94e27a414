"""A paper may follow: somebody owes it, by a time the rules know."""

import pytest

from greenlane.connections.models import Paper
from greenlane.core import clock
from greenlane.core.refusals import NotAllowed, Refused
from tests import supply_stages as stage


@pytest.fixture
def order(cast):
    return stage.requested(cast)


def defer(cast, order, kind, *, by="wang", **more):
    data = {"order": str(order.pk), "kind": kind, "reason": "夜间无法取得", **more}
    return cast.do("connections.defer_paper", data, by=by)


def test_a_paper_more_may_follow_with_owner_and_due_time(cast, order):
    defer(cast, order, "meter_and_seals", owner="邓丽", stand_in="约定估算")
    paper = Paper.objects.get(order=order, kind="meter_and_seals")
    assert (paper.owner, paper.stand_in) == ("邓丽", "约定估算")
    assert paper.due_at > clock.now()


def test_it_is_owed_once_at_a_time(cast, order):
    with pytest.raises(Refused, match="paper-owed-already"):
        defer(cast, order, "fees")
    fees = Paper.objects.get(order=order, kind="fees")
    cast.do("connections.receive_paper", {"paper": str(fees.pk)}, by="wang")
    defer(cast, order, "fees")


def test_a_paper_the_rules_do_not_know_is_refused(cast, order):
    with pytest.raises(Refused, match="unknown-paper") as refused:
        defer(cast, order, "horoscope")
    assert refused.value.facts["kind"] == "horoscope"


def test_crew_lets_no_paper_follow(cast, order):
    with pytest.raises(NotAllowed):
        defer(cast, order, "meter_and_seals", by="zhou")
