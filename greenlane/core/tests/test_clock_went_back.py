"""A server that wakes up in the past records nothing as older, and releases nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.models import Event, Unit
from greenlane.core.refusals import Refused
from greenlane.work.models import StopWork
from tests import stages

SITE = {"code": "S1", "name_zh": "体育馆方舱"}


def told_an_hour_ahead(cast):
    """One event from a clock that was an hour fast; then the clock is put right."""
    unit = cast.unit
    unit.clock_start, unit.clock_set_at = (
        clock.wall() + timedelta(hours=1),
        clock.wall(),
    )
    with guard.lifted():
        unit.save()
    cast.do("places.add_site", SITE, by="wang")
    unit.clock_start = unit.clock_set_at = None
    with guard.lifted():
        unit.save()


def test_what_is_recorded_next_is_not_older_than_what_was(cast):
    told_an_hour_ahead(cast)
    cast.do("work.stop_work", {"site": str(cast.site.pk), "reason": "x"}, by="zhou")
    first, second = Event.objects.filter(unit=cast.unit).order_by("seq")
    assert second.recorded_at >= first.recorded_at


def test_nothing_is_released_until_the_clock_is_right(cast):
    cast.do("work.stop_work", {"site": str(cast.site.pk), "reason": "x"}, by="zhou")
    told_an_hour_ahead(cast)
    stop = {"stop": str(cast.site.stops.get().pk), "cause": "mended"}
    with pytest.raises(Refused, match="clock-went-back"):
        cast.do("work.lift_stop", stop, by="zheng")


def test_a_clock_that_runs_on_releases(cast):
    cast.do("work.stop_work", {"site": str(cast.site.pk), "reason": "x"}, by="zhou")
    stop = {"stop": str(cast.site.stops.get().pk), "cause": "mended"}
    assert cast.do("work.lift_stop", stop, by="zheng").code == "stop-lifted"


def test_while_a_clock_stands_still_nothing_is_as_old_as_what_came_before(cast):
    """Fresh is what nothing came after: two moments that are equal would hide it."""
    told_an_hour_ahead(cast)
    for name in ("x", "y"):
        cast.do(
            "work.stop_work", {"site": str(cast.site.pk), "reason": name}, by="zhou"
        )
    told = list(Event.objects.filter(unit=cast.unit).order_by("seq"))
    times = [each.recorded_at for each in told]
    assert times == sorted(set(times))


@pytest.mark.parametrize("year", [2003, 2090])
def test_who_comes_from_a_drill_acts_by_the_clock_of_the_house(cast, year):
    """Anybody may say stop anywhere: his own unit's clock has nothing to do with it."""
    with guard.lifted():
        Unit.objects.filter(pk=cast.foreign.pk).update(
            is_drill=True, clock_start=datetime(year, 1, 1, tzinfo=UTC),
            clock_set_at=clock.wall(),
        )  # fmt: skip
    before = clock.wall()
    for named in ({"site": str(cast.site.pk)}, {"order": str(stages.order(cast).pk)}):
        cast.do("work.stop_work", {**named, "reason": "x"}, by="stranger")
        stop = StopWork.objects.get(lifted_at=None)
        told = Event.objects.latest("seq")
        assert before < min(stop.at, told.at, told.recorded_at)
        assert max(stop.at, told.at, told.recorded_at) < clock.wall()
        cast.do("work.lift_stop", {"stop": str(stop.pk), "cause": "-"}, by="zheng")


def test_nor_does_anybody_from_above_release_by_a_clock_that_went_back(cast):
    """The stream of the rows counts, not that of the unit he comes from."""
    cast.do("work.stop_work", {"site": str(cast.site.pk), "reason": "x"}, by="zhou")
    told_an_hour_ahead(cast)
    with guard.lifted():
        above = cast.accounts["zheng"]
        above.grants.update(unit=cast.city)
        type(above).objects.filter(pk=above.pk).update(unit=cast.city)
        above.refresh_from_db()
    stop = {"stop": str(cast.site.stops.get().pk), "cause": "mended"}
    with pytest.raises(Refused, match="clock-went-back"):
        cast.do("work.lift_stop", stop, by="zheng")
