"""G15: the step before was closed, read and normal; so too before a live check."""

import pytest

from greenlane.connections.acts import act_of
from greenlane.connections.gates import g15_step_before as g15
from greenlane.core import guard
from greenlane.core.refusals import GateHeld
from greenlane.network.models import Device
from tests import stages
from tests import supply_stages as stage


def whats(step):
    return [(each.what, each.facts["place"]) for each in g15.missing(act_of(step))]


@pytest.fixture
def steps(cast):
    return stage.ready(cast)


def test_source_then_box_then_floors(cast, steps):
    first, second, third, fourth = steps
    assert whats(first) == []
    assert whats(second) == [("step-before-open", 1)]
    assert [place for _what, place in whats(fourth)] == [1, 2, 3]
    stage.closed(cast, [first, second])
    assert whats(third) == []
    assert whats(fourth) == [("step-before-open", 3)]


def test_closed_is_not_read_and_read_is_not_normal(cast, steps):
    first, second, *_rest = steps
    stage.close(cast, first)
    assert whats(second) == [("step-before-unread", 1)]
    stage.read(cast, first, normal="no")
    assert whats(second) == [("step-before-not-normal", 1)]


def test_a_live_check_waits_for_the_last_reading(cast, steps):
    order = steps[0].order
    with pytest.raises(GateHeld) as held:
        stage.checked(cast, order)
    assert stage.why(held) == {("G15", "nothing-live-there")}
    stage.closed(cast, steps[:1])
    stage.close(cast, steps[1])
    with pytest.raises(GateHeld) as held:
        stage.checked(cast, order)
    assert stage.why(held) == {("G15", "step-before-unread")}
    stage.read(cast, steps[1])
    stage.checked(cast, order)


def test_a_device_under_lock_and_tag_is_not_closed_by_another_order(cast, steps):
    point = stages.isolated(cast, stages.order(cast, "BY-9")).points.get()
    of = steps[0].order
    row = {"act": "energise", "name": "开关", "area": "lv"}
    named = {**row, "device": str(point.device_id)}
    (plain,) = stage.lay_out(cast, of, [row])
    assert g15.missing(act_of(plain)) == []
    (step,) = stage.lay_out(cast, of, [named])
    assert [each.what for each in g15.missing(act_of(step))] == ["lock-still-on"]
    with pytest.raises(GateHeld):
        stage.close(cast, step)


def test_what_hangs_on_the_device_is_touched_whoever_works_there(cast, steps):
    other = stages.shared_pole(cast, unit=cast.foreign)
    with guard.lifted():
        far = Device.objects.create(
            unit=cast.unit, name="远", number="F-9", kind="transformer", volts=400
        )
        other.isolations.update(source=far)
    row = {"act": "energise", "name": "开关", "area": "lv", "device": str(far.pk)}
    (step,) = stage.lay_out(cast, steps[0].order, [row])
    assert act_of(step).isolations == (other.isolations.get().pk,)
    stop = {"order": str(other.pk), "reason": "-"}
    cast.do("work.stop_work", stop, by="stranger")
    with pytest.raises(GateHeld) as held:
        stage.close(cast, step)
    assert stage.why(held) == {("G0", "stop-stands")}
