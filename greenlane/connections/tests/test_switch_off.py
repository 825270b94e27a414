"""Volts come off: always accepted, from anybody, from any queue, also when live."""

import pytest

from greenlane.connections.reading import all_live
from greenlane.core import guard
from greenlane.core.models import Event
from greenlane.core.refusals import GateHeld, NotFound
from greenlane.places.models import SupplyState
from greenlane.places.supply import states_of
from tests import supply_stages as stage


def off(cast, order, *, by="zhou", **more):
    data = {"order": str(order.pk), **more}
    return cast.do("connections.switch_off", data, by=by, queued=True)


def state(cast, point):
    return states_of([point])[point.pk]


def test_after_live_anybody_switches_off_and_says_no_why(cast):
    order = stage.live(cast)
    assert off(cast, order).facts["steps"] == 4
    assert (state(cast, cast.block1), state(cast, cast.block2)) == ("dark", "dark")
    assert not all_live(order)


def test_after_the_handover_and_under_a_stop_too(cast):
    order = stage.handed_over(cast)
    stop = {"order": str(order.pk), "reason": "冒烟"}
    cast.do("work.stop_work", stop, by="tang")
    off(cast, order, by="tang", reason="冒烟")
    assert order.steps.filter(opened_why="冒烟").count() == 4


def test_one_point_goes_dark_and_the_other_stays(cast):
    order = stage.live(cast)
    off(cast, order, point=str(cast.block2.pk))
    assert state(cast, cast.block1) == stage.FED
    assert state(cast, cast.block2) == "dark"
    assert order.steps.filter(opened_at__isnull=True).count() == 3


def test_an_old_supply_that_stood_before_stays_as_it_is(cast):
    with guard.lifted():
        SupplyState.objects.filter(point=cast.block2).update(state="generator")
    steps = stage.ready(cast)
    stage.closed(cast, steps[:3])
    off(cast, steps[0].order)
    assert state(cast, cast.block1) == "dark"
    assert state(cast, cast.block2) == "generator"


def test_what_was_reported_live_without_a_step_goes_dark_too(cast):
    order = stage.surveyed(cast)
    told = {
        "order": str(order.pk),
        "state": "generator",
        "told_by": "院方",
        "what": "-",
    }
    cast.do("safety.report_energised", told, by="zhou")
    assert off(cast, order).facts["steps"] == 0
    assert state(cast, cast.block1) == "dark"


def test_said_twice_it_is_accepted_twice(cast):
    order = stage.live(cast)
    off(cast, order)
    assert off(cast, order).facts["steps"] == 0
    assert Event.objects.filter(name="connections.switched_off").count() == 2


def test_light_comes_back_by_new_steps_through_every_gate(cast):
    order = stage.live(cast)
    off(cast, order)
    again = stage.lay_out(cast, order)
    stage.closed(cast, again)
    assert all_live(order)
    assert order.terms.count() == 1  # one term, one removal, however often


def test_a_supply_that_is_lost_is_dark_and_held_and_can_still_be_switched_off(cast):
    steps = stage.ready(cast)
    stage.closed(cast, steps[:3])
    told = {"order": str(steps[0].order_id), "told_by": "值班员"}
    cast.do("safety.report_supply_lost", told, by="zhou", queued=True)
    assert state(cast, cast.block1) == "dark"
    with pytest.raises(GateHeld) as held:
        stage.close(cast, steps[3])
    assert ("G0", "occurrence-unreviewed") in stage.why(held)
    assert off(cast, steps[0].order).facts["steps"] == 3


def test_a_point_that_is_not_of_the_order_is_none_at_all(cast):
    order = stage.requested(cast, points=[{"point": str(cast.block1.pk)}])
    with pytest.raises(NotFound):
        off(cast, order, point=str(cast.block2.pk))
