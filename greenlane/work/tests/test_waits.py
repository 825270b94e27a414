"""A wait has a cause, a holder, a beginning and an end; it forbids nothing."""

import pytest

from greenlane.core import clock
from greenlane.core.refusals import Malformed, Refused
from greenlane.work import waits
from greenlane.work.models import Wait
from greenlane.work.tests.stage import (
    desk_stint,
    inside,
    key_of,
    order_with_tasks,
    task,
)


def name_wait(cast, order, **given):
    data = {"order": str(order.pk), "cause": "material", "holder": "depot", **given}
    return cast.do("work.open_wait", data, by="wang").facts["wait"]


def test_a_wait_is_named_once_and_ended_once(cast, order):
    key = name_wait(cast, order, task=key_of(order, "A10"))
    with pytest.raises(Refused, match="wait-open-already"):
        name_wait(cast, order, task=key_of(order, "A10"))
    cast.do("work.close_wait", {"wait": key}, by="wang")
    with pytest.raises(Refused, match="wait-over"):
        cast.do("work.close_wait", {"wait": key}, by="wang")
    wait = Wait.objects.get()
    assert wait.ended_seq > wait.recorded_seq


def test_a_wait_hinders_nobody(cast, order):
    name_wait(cast, order)
    assert desk_stint(cast, order, "A01", by="wang")


def test_causes_that_follow_from_other_rows_are_not_named_by_hand(cast, order):
    with pytest.raises(Malformed):
        name_wait(cast, order, cause="held_by_order")
    with pytest.raises(Malformed):
        name_wait(cast, order, cause="bad luck")


def test_a_task_of_another_order_is_refused(cast, order):
    other = order_with_tasks(cast)
    with pytest.raises(Refused, match="task-of-another-order"):
        name_wait(cast, order, task=key_of(other, "A10"))


def test_another_room_opens_and_closes_inside_its_own_command(cast, order):
    def twice():
        first, second = (
            waits.open_wait(
                task(order, "A10"), cause="generator", holder="depot", at=clock.now()
            )
            for _ in range(2)
        )
        waits.close_wait(first, at=clock.now())
        waits.close_wait(first, at=clock.now())
        return first.pk == second.pk

    assert inside(cast, twice)
    assert Wait.objects.get().ended_seq
