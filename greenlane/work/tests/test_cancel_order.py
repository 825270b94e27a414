"""An order is cancelled with a reason, never over people's heads; and opened again."""

import pytest

from greenlane.core.refusals import Refused
from greenlane.work.labels import label
from greenlane.work.models import OrderEnd, Wait
from greenlane.work.tests.stage import desk_stint


def cancel(cast, order):
    data = {"order": str(order.pk), "reason": "not wanted any more"}
    return cast.do("work.cancel_order", data, by="feng")


def reopen(cast, order):
    return cast.do("work.reopen_order", {"order": str(order.pk)}, by="feng")


def test_a_cancelled_order_takes_no_more_work_and_waits_for_nothing(cast, order):
    wait = {"order": str(order.pk), "cause": "material", "holder": "depot"}
    cast.do("work.open_wait", wait, by="wang")
    cancel(cast, order)
    assert label(order).code == "cancelled"
    assert Wait.objects.get().ended_at
    with pytest.raises(Refused, match="order-ended"):
        desk_stint(cast, order, "A01", by="wang")
    with pytest.raises(Refused, match="order-ended"):
        cancel(cast, order)


def test_people_at_work_are_named_and_keep_their_order(cast, order):
    stint = desk_stint(cast, order, "A01", by="wang")
    with pytest.raises(Refused, match="stint-open") as refused:
        cancel(cast, order)
    assert refused.value.facts["stints"] == stint
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    cancel(cast, order)


def test_a_cancelled_order_is_opened_again_once(cast, order):
    cancel(cast, order)
    reopen(cast, order)
    assert OrderEnd.objects.get().ended_seq
    desk_stint(cast, order, "A01", by="wang")
    with pytest.raises(Refused, match="order-open-already"):
        reopen(cast, order)
