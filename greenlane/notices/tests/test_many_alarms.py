"""More of a sort than one look raises or ends: the next ones go on, none is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.models import Unit
from greenlane.dispatch.models import Promise
from greenlane.notices import conditions, watching
from greenlane.notices.models import Alarm
from greenlane.notices.tests.stage import watched
from greenlane.notices.tests.test_alarms import stop
from greenlane.work.models import StopWork
from tests import stages, supply_stages


def test_what_is_beyond_one_look_is_raised_by_the_next_ones(cast, monkeypatch):
    order = stages.order(cast)
    monkeypatch.setattr(conditions, "MOST", 2)
    keys = [stop(cast, order) for _five in range(5)]
    assert [watched() for _look in range(4)] == [2, 2, 1, 0]
    stands = Alarm.objects.filter(cleared_at=None)
    assert sorted(str(row.about) for row in stands) == sorted(keys)
    for key in keys[1:4]:
        cast.do("work.lift_stop", {"stop": key, "cause": "-"}, by="zheng")
    assert [watched() for _look in range(3)] == [2, 1, 0]
    assert sorted(str(row.about) for row in stands.all()) == [keys[0], keys[4]]


def test_the_follower_looks_again_at_once_while_it_is_not_through(cast, monkeypatch):
    order = stages.order(cast)
    monkeypatch.setattr(conditions, "MOST", 2)
    for _five in range(5):
        stop(cast, order)
    watch, unit = watching.Watch(), Unit.objects.get(pk=cast.unit.pk)
    for raised in (2, 4, 5, 5):
        watch.take(unit, [])
        assert Alarm.objects.count() == raised
    stop(cast, order)
    watch.take(unit, [])
    assert Alarm.objects.count() == 5, "it is through, and waits for news or time"


def test_units_below_hide_no_stop_of_this_one(cast, monkeypatch):
    monkeypatch.setattr(conditions, "MOST", 2)
    order, city = stages.order(cast), Unit.objects.get(pk=cast.city.pk)
    with guard.lifted():
        own = StopWork.objects.create(
            unit=city, site=cast.site, kind="stop", reason="-", at=clock.now()
        )
    for _three in range(3):
        stop(cast, order)
    watched()
    assert Alarm.objects.get(unit=city).about == own.pk


@pytest.mark.parametrize("most", [2, 3])
def test_late_orders_that_the_ledger_calls_lit_hide_no_other(cast, monkeypatch, most):
    monkeypatch.setattr(conditions, "MOST", most)
    orders = [supply_stages.requested(cast, although_open="on") for _five in range(5)]
    late = clock.now() - timedelta(minutes=5)
    with guard.lifted():
        for order in orders:
            Promise.objects.create(
                unit=cast.unit, order=order, revision=1, promised_at=late,
                p50_at=late, p80_at=late,
            )  # fmt: skip
    keys = sorted(order.pk for order in orders)
    ledger = conditions.moments_of

    def moments_of(asked):
        told = ledger(asked)
        return {k: (t, None if k in keys[:4] else h) for k, (t, h) in told.items()}

    monkeypatch.setattr(conditions, "moments_of", moments_of)
    watch, unit = watching.Watch(), Unit.objects.get(pk=cast.unit.pk)
    for _three in range(3):
        watch.take(unit, [])
    assert [row.about for row in Alarm.objects.filter(sort="promise")] == keys[4:]
