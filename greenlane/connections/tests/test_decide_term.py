"""A temporary supply ends: extended, made permanent, or removed by its own order."""

from datetime import timedelta

import pytest

from greenlane.connections.models import Term
from greenlane.core.refusals import Malformed, NotAllowed, Refused
from greenlane.work.models import OrderEnd
from tests import supply_stages as stage


@pytest.fixture
def term(cast):
    return Term.objects.get(order=stage.live(cast))


def decide(cast, term, decision, *, by="wang", days=None):
    data = {"term": str(term.pk), "decision": decision}
    if days is not None:
        data["ends_at"] = (term.ends_at + timedelta(days=days)).isoformat()
    return cast.do("connections.decide_term", data, by=by)


def test_extended_it_is_a_row_of_its_own_and_the_removal_waits(cast, term):
    decide(cast, term, "extend", days=90)
    first, longer = Term.objects.order_by("starts_at")
    assert (first.decision, first.ends_at) == ("extend", term.ends_at)
    assert (longer.starts_at, longer.decision) == (term.ends_at, "")
    assert longer.ends_at == term.ends_at + timedelta(days=90)
    assert longer.removal == term.removal
    assert longer.removal.need_at == longer.ends_at
    decide(cast, longer, "remove")


@pytest.mark.parametrize("days", [None, 0, -1])
def test_an_extension_ends_after_the_old_end(cast, term, days):
    with pytest.raises(Malformed) as refused:
        decide(cast, term, "extend", days=days)
    assert [each.field for each in refused.value.errors] == ["ends_at"]
    term.refresh_from_db()
    assert term.decided_at is None


def test_made_permanent_its_removal_is_called_off(cast, term):
    decide(cast, term, "convert")
    end = OrderEnd.objects.get(order=term.removal)
    assert (end.kind, end.reason) == ("cancelled", "converted")
    assert not OrderEnd.objects.filter(order=term.order).exists()


def test_a_removal_that_was_cancelled_by_hand_is_in_nobodys_way(cast, term):
    done = {"order": str(term.removal_id), "reason": "x"}
    cast.do("work.cancel_order", done, by="feng")
    decide(cast, term, "convert")
    assert OrderEnd.objects.filter(order=term.removal).count() == 1


def test_removed_the_removal_stands_with_its_date(cast, term):
    decide(cast, term, "remove")
    term.refresh_from_db()
    assert term.decision == "remove"
    assert term.removal.need_at == term.ends_at
    assert not OrderEnd.objects.filter(order=term.removal).exists()


def test_it_is_decided_once_and_never_by_crew(cast, term):
    with pytest.raises(NotAllowed):
        decide(cast, term, "remove", by="zhou")
    decide(cast, term, "remove")
    with pytest.raises(Refused, match="term-decided-already"):
        decide(cast, term, "extend", days=9)
