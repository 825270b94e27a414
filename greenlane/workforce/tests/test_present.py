"""Who holds a role in a unit and is there: by grant, shift and the unit's clock."""

from __future__ import annotations

from datetime import timedelta

from greenlane.core import clock, guard
from greenlane.core.models import Unit
from greenlane.workforce.models import Shift
from greenlane.workforce.present import present


def named(held, unit, role):
    return [str(each.person) for each in held.get((unit.pk, role), {}).values()]


def test_whoever_holds_it_here_or_above_and_is_there(cast):
    units = [cast.unit, cast.city, cast.foreign]
    held = present(units, ["safety_supervisor", "dispatcher"])
    assert named(held, cast.unit, "safety_supervisor") == ["郑安"]
    assert named(held, cast.unit, "dispatcher") == ["赵强"]
    assert named(held, cast.city, "dispatcher") == []
    assert named(held, cast.foreign, "safety_supervisor") == []


def test_the_shift_is_read_by_the_clock_of_the_unit(cast):
    """A drill of another day: on shift there, though the wall says otherwise."""
    now = clock.wall()
    scene = now - timedelta(days=30)
    with guard.lifted():
        Unit.objects.filter(pk=cast.unit.pk).update(
            clock_start=scene, clock_set_at=now, clock_speed=0.0
        )
        for start, end in ((-1, 1), (3, 5)):
            Shift.objects.create(
                unit=cast.unit, person=cast.people["zhao"],
                starts_at=scene + timedelta(hours=start),
                ends_at=scene + timedelta(hours=end),
            )  # fmt: skip
    unit = Unit.objects.get(pk=cast.unit.pk)
    assert named(present([unit], ["dispatcher"]), unit, "dispatcher") == ["赵强"]
    with guard.lifted():
        Unit.objects.filter(pk=unit.pk).update(clock_start=scene + timedelta(hours=2))
    unit = Unit.objects.get(pk=unit.pk)
    assert named(present([unit], ["dispatcher"]), unit, "dispatcher") == []
