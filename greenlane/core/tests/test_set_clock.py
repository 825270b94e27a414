"""Only a drill's clock is set, and never back into what was told."""

from datetime import datetime

import pytest

from greenlane.core import clock
from greenlane.core.actors import system
from greenlane.core.bootstrap import first_account
from greenlane.core.door import perform
from greenlane.core.models import Unit
from greenlane.core.refusals import Malformed, Refused

DRILL = {
    "code": "DR", "name_zh": "演练", "name_en": "Drill", "is_drill": True,
    "clock_start": "2022-03-29T14:05:00+08:00", "clock_speed": 0,
}  # fmt: skip


@pytest.fixture
def drill(cast):
    cast.do("core.add_unit", DRILL, by="root")
    return Unit.objects.get(code="DR")


def _set(drill, **ask):
    return perform("core.set_clock", ask, by=system(drill))


def test_the_clock_goes_forward_and_changes_its_speed(drill):
    _set(drill, start="2022-03-29T18:00:00+08:00", speed=60)
    scene = Unit.objects.get(code="DR").scene()
    assert scene.start == datetime.fromisoformat("2022-03-29T18:00:00+08:00")
    assert scene.speed == 60


def test_the_clock_never_goes_back_into_what_was_told(drill):
    first_account(
        drill, username="dora", name="D", password="long-enough-1", roles=("crew",)
    )
    with pytest.raises(Refused, match="clock-never-goes-back"):
        _set(drill, start="2022-03-29T14:04:59+08:00", speed=1)


def test_a_running_clock_never_goes_back_before_its_own_setting(drill):
    _set(drill, speed=3600)
    reads = Unit.objects.get(code="DR").scene().start
    with pytest.raises(Refused, match="clock-never-goes-back"):
        _set(drill, start=reads.isoformat(), speed=0)


def test_without_a_time_only_the_speed_changes(drill):
    _set(drill, speed=0)
    with clock.of(Unit.objects.get(code="DR").scene()):
        assert clock.now() == datetime.fromisoformat("2022-03-29T14:05:00+08:00")


def test_a_live_unit_runs_with_the_wall(cast):
    with pytest.raises(Refused, match="only-drills-have-clocks"):
        cast.do("core.set_clock", {"speed": 1}, by="root")


@pytest.mark.parametrize("speed", [-1, 3601])
def test_no_clock_runs_backwards_or_too_fast(drill, speed):
    with pytest.raises(Malformed):
        _set(drill, speed=speed)
