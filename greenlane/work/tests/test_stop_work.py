"""Anybody stops the work, always; only safety lets it go on, and says why."""

import pytest

from greenlane.core import guard
from greenlane.core.actors import TOKEN, actor_for
from greenlane.core.door import perform
from greenlane.core.ids import uuid7
from greenlane.core.models import EventSubject
from greenlane.core.refusals import Malformed, NotAllowed, Refused
from greenlane.work.labels import label
from greenlane.work.models import Order, Stint, StopWork
from greenlane.work.queries import open_stops
from greenlane.work.tests.stage import desk_stint


def stop(cast, by, verb="stop_work", **on):
    data = {"reason": "smoke", **{k: str(v) for k, v in on.items()}}
    return cast.do(f"work.{verb}", data, by=by).facts["stop"]


def lift(cast, key, by="zheng", **given):
    return cast.do(
        "work.lift_stop", {"stop": key, "cause": "fire is out", **given}, by=by
    )


@pytest.mark.parametrize("who", ["zhou", "tang", "root", "stranger"])
def test_whoever_can_name_it_stops_it_and_nothing_ends_by_itself(cast, order, who):
    desk_stint(cast, order, "A01", by="wang")
    stop(cast, who, order=order.pk)
    assert label(order).beside == ("stopped",)
    assert Stint.objects.filter(ended_at__isnull=True).count() == 1


def test_a_stop_is_taken_on_an_order_that_has_ended(cast, order):
    data = {"order": str(order.pk), "reason": "no need"}
    cast.do("work.cancel_order", data, by="feng")
    assert stop(cast, "zhou", order=order.pk)


def test_a_machine_may_stop(cast, order):
    actor = actor_for(cast.accounts["zhou"], via=TOKEN)
    actor = type(actor)(**{**actor.__dict__, "scopes": frozenset({"restrict"})})
    data = {"order": str(order.pk), "reason": "gas sensor"}
    assert perform("work.stop_work", data, by=actor).code == "work-stopped"


def test_a_stop_on_a_site_stands_on_every_order_there(cast, order):
    key = stop(cast, "zhou", "report_hazard", site=cast.site.pk)
    told = EventSubject.objects.filter(name="work.hazard_reported")
    assert {(s.kind, str(s.subject)) for s in told} == {
        ("stopwork", key), ("site", str(cast.site.pk)), ("order", str(order.pk)),
    }  # fmt: skip


def test_a_flag_alone_takes_no_order_out_of_a_stop(cast, order):
    with guard.lifted():
        Order.objects.update(ended=True)
    stop(cast, "zhou", "report_hazard", site=cast.site.pk)
    told = EventSubject.objects.filter(name="work.hazard_reported", kind="order")
    assert [each.subject for each in told] == [order.pk]


def test_a_stop_on_an_isolation_names_where_it_lies(cast, order):
    isolation = uuid7()
    with pytest.raises(Malformed):
        stop(cast, "zhou", isolation=isolation)
    stop(cast, "zhou", isolation=isolation, order=order.pk)
    assert len(open_stops(None, None, [isolation])) == 1
    assert len(open_stops(order.pk, None, [])) == 1
    assert open_stops(uuid7(), cast.site.pk, []) == []


def test_a_freeze_is_lifted_by_safety_with_its_cause(cast, order):
    key = stop(cast, "zheng", "freeze", order=order.pk)
    with pytest.raises(Malformed):
        lift(cast, key, cause="")
    with pytest.raises(NotAllowed):
        lift(cast, key, by="feng")
    lift(cast, key)
    row = StopWork.objects.get()
    assert (row.lifted_by, row.lifted_why) == (cast.people["zheng"], "fire is out")
    assert open_stops(order.pk, cast.site.pk, []) == []
    with pytest.raises(Refused, match="stop-lifted-already"):
        lift(cast, key)


def test_two_stops_are_lifted_one_by_one(cast, order):
    first = stop(cast, "zhou", order=order.pk)
    stop(cast, "xu", order=order.pk)
    lift(cast, first)
    assert label(order).beside == ("stopped",)
