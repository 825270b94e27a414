"""The ledger of an order is told by its rows; what was known then stays readable."""

from datetime import timedelta

import pytest

from greenlane.core import clock
from greenlane.core.ids import uuid7
from greenlane.core.models import Head
from greenlane.places.models import SupplyState
from greenlane.work import queries
from greenlane.work.models import Clearance, Stint, Wait
from greenlane.work.story import story_for
from greenlane.work.tests.stage import (
    desk_stint,
    done,
    inside,
    key_of,
    order_with_tasks,
)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def order(cast):
    return order_with_tasks(cast, requested_at=clock.now() - timedelta(hours=2))


def ago(minutes):
    return clock.now() - minutes * MINUTE


def light(cast, point, state, at):
    def lit():
        standing = point.states.filter(ended_at=None)
        standing.filter(happened_at__gt=at).update(happened_at=at - MINUTE)
        standing.update(ended_at=at, end_recorded_at=at)
        SupplyState.objects.create(
            unit=cast.unit, point=point, state=state, happened_at=at,
            recorded_at=at, recorded_seq=0,
        )  # fmt: skip

    inside(cast, lit)


def seq(cast):
    return Head.objects.get(unit=cast.unit).seq


def test_work_wait_and_gap_make_up_the_time(cast, order):
    key = {"task": key_of(order, "A01")}
    cast.do("work.start_desk_work", key, by="wang", at=ago(90), queued=True)
    stint = {"stint": str(Stint.objects.get().pk)}
    cast.do("work.end_stint", stint, by="wang", at=ago(60), queued=True)
    wait = {"order": str(order.pk), "cause": "access", "holder": "porter"}
    cast.do("work.open_wait", wait, by="wang", at=ago(40), queued=True)
    ended = {"wait": str(Wait.objects.get().pk)}
    cast.do("work.close_wait", ended, by="wang", at=ago(10), queued=True)
    told = queries.ledger_of(order)
    assert told.work + told.wait + told.gap == told.elapsed
    assert [round(part / MINUTE) for part in (told.work, told.wait)] == [30, 30]
    assert set(told.by_cause) == {"access"}


def test_what_holds_it_dark_has_a_holder_and_a_next_step(cast, order):
    held = queries.holding_of(order)
    assert (held.item, held.kind, held.holder) == ("A01", "gap", "role:duty_officer")
    desk_stint(cast, order, "A01", by="wang")
    held = queries.holding_of(order)
    assert (held.kind, held.holder) == ("work", f"person:{cast.id('wang')}")


def test_a_hold_and_a_cancellation_explain_their_time(cast, order):
    order_id = {"order": str(order.pk)}
    cast.do("work.hold_order", {**order_id, "reason": "flood"}, by="feng")
    assert queries.holding_of(order).cause == "held_by_order"
    cast.do("work.cancel_order", {**order_id, "reason": "flood"}, by="feng")
    assert queries.holding_of(order) is None


def test_a_correction_changes_today_and_not_yesterday(cast, order):
    key = {"task": key_of(order, "A01")}
    cast.do("work.start_desk_work", key, by="wang", at=ago(90), queued=True)
    stint = Stint.objects.get()
    cast.do(
        "work.end_stint", {"stint": str(stint.pk)}, by="wang", at=ago(60), queued=True
    )
    before = seq(cast)
    correction = {
        "kind": "stint", "interval": str(stint.pk), "reason": "read off wrongly",
        "began_at": ago(90).isoformat(), "ended_at": ago(30).isoformat(),
    }  # fmt: skip
    cast.do("work.correct_time", correction, by="zhao")
    now = [span.end for span in story_for(order).spans]
    then = [span.end for span in story_for(order, seq=before).spans]
    assert len(now) == len(then) == 1
    assert round((now[0] - then[0]) / MINUTE) == 30
    assert story_for(order, seq=before - 1).spans[0].end is None
    assert story_for(order, seq=0).spans == ()


def test_the_grid_lights_a_point_and_a_bridge_does_not(cast, order):
    assert story_for(order).energised is None
    light(cast, cast.block1, "generator", ago(60))
    story = story_for(order)
    assert story.energised is None
    assert len(story.kept_supply) == 1
    light(cast, cast.block1, "grid_temporary", ago(20))
    assert (
        story_for(order).energised
        == cast.block1.states.latest("happened_at").happened_at
    )


def test_the_orders_own_closing_counts_whatever_feeds_it(cast, order):
    def close():
        Clearance.objects.create(
            id=uuid7(), unit=cast.unit, kind="energise", order=order,
            given_at=ago(60), given_by=cast.people["he"],
        )  # fmt: skip

    inside(cast, close)
    light(cast, cast.block1, "generator", ago(50))
    assert story_for(order).energised is not None


def test_the_point_that_waits_longest_speaks_for_the_order(cast, order):
    order = order_with_tasks(
        cast, points=[cast.block1, cast.block2], requested_at=ago(100)
    )
    light(cast, cast.block1, "grid_temporary", ago(20))
    assert story_for(order).energised is None
    assert story_for(order, cast.block1).energised is not None
    light(cast, cast.block2, "grid_temporary", ago(10))
    assert story_for(order).energised == story_for(order, cast.block2).energised


def test_an_order_without_points_is_done_with_its_last_closing(cast):
    order = order_with_tasks(cast, points=[], requested_at=ago(100))
    assert story_for(order).energised is None
    done(cast, order, "A18")
    assert story_for(order).energised is not None


def test_a_ledger_is_read_in_few_queries(cast, order, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        queries.ledger_of(order)
