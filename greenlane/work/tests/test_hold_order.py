"""An order rests by somebody's decision, and goes on by somebody's decision."""

import pytest

from greenlane.core.refusals import NotAllowed, Refused
from greenlane.work.labels import label
from greenlane.work.models import OrderHold


def hold(cast, order, by="feng"):
    data = {"order": str(order.pk), "reason": "road closed"}
    return cast.do("work.hold_order", data, by=by)


def resume(cast, order):
    return cast.do("work.resume_order", {"order": str(order.pk)}, by="zhao")


def test_a_held_order_says_so_with_reason_and_holder(cast, order):
    hold(cast, order)
    row = OrderHold.objects.get()
    assert (row.holder, row.reason) == (cast.people["feng"], "road closed")
    assert row.recorded_seq
    assert label(order).beside == ("held",)


def test_a_hold_ends_once(cast, order):
    hold(cast, order)
    resume(cast, order)
    assert OrderHold.objects.get().ended_seq > OrderHold.objects.get().recorded_seq
    with pytest.raises(Refused, match="order-not-held"):
        resume(cast, order)


def test_it_is_held_once_at_a_time_and_not_by_everybody(cast, order):
    with pytest.raises(NotAllowed):
        hold(cast, order, by="zhou")
    hold(cast, order)
    with pytest.raises(Refused, match="order-held"):
        hold(cast, order, by="zhao")


def test_nobody_starts_in_the_field_while_it_rests(cast, order, gate):
    from greenlane.work.tests.stage import done, key_of

    done(cast, order, "A01", "A03", "A07")
    hold(cast, order)
    with pytest.raises(Refused, match="order-held"):
        cast.do("work.start_field_work", {"task": key_of(order, "A10")}, by="liu")
