"""No silent re-priority: who, from what, to what, why."""

import pytest

from greenlane.core.refusals import Malformed, NotAllowed, Refused
from greenlane.work.models import PriorityChange


def change(cast, order, by="feng", **given):
    data = {"order": str(order.pk), "priority": 1, "reason": "hospital", **given}
    return cast.do("work.reprioritise", data, by=by)


def test_a_change_keeps_before_after_and_reason(cast, order):
    change(cast, order)
    row = PriorityChange.objects.get()
    assert (row.before, row.after, row.reason) == (3, 1, "hospital")
    order.refresh_from_db()
    assert order.priority == 1


def test_it_needs_a_reason_a_commander_and_a_difference(cast, order):
    with pytest.raises(Malformed):
        change(cast, order, reason="")
    with pytest.raises(NotAllowed):
        change(cast, order, by="wang")
    with pytest.raises(Refused, match="priority-is-so"):
        change(cast, order, priority=3)
