"""G18: where two sources could meet, the interlock is proved; else it asks nothing."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.ids import uuid7
from greenlane.network.models import Device
from greenlane.safety.gates import g18_interlock as g18
from greenlane.safety.models import Infeed
from greenlane.safety.models.isolation import InfeedKind
from greenlane.safety.tests.stage import act, held, put, stint
from greenlane.work.models import Clearance
from tests import stages


def infeed(cast, kind, device=None):
    with guard.lifted():
        return Infeed.objects.create(
            unit=cast.unit, site=cast.site, kind=kind, name=kind, device=device,
            found_at=clock.now(),
        )  # fmt: skip


def other_device(cast):
    with guard.lifted():
        return Device.objects.create(
            unit=cast.unit, name="东湖", number="T-9", kind="transformer", volts=400
        )


def test_one_source_alone_needs_none(cast):
    of = stages.order(cast)
    infeed(cast, "grid", cast.source)
    infeed(cast, "lv_side", cast.source)
    assert held(g18, act(of, "energise")) == []
    assert g18.basis(act(of, "energise")) == []


@pytest.mark.parametrize("kind", sorted(set(InfeedKind) - {"grid", "lv_side"}))
def test_whatever_else_brings_volts_needs_it(cast, kind):
    of = stages.order(cast)
    way = infeed(cast, kind)
    assert held(g18, act(of, "energise")) == ["evidence-missing"]
    row = put(cast, of, "interlock")
    assert held(g18, act(of, "energise")) == []
    assert g18.basis(act(of, "energise")) == [("evidence", row.pk)]
    with guard.lifted():
        Infeed.objects.filter(pk=way.pk).update(gone_at=clock.now())
    assert g18.basis(act(of, "energise")) == []


def test_two_ways_from_the_grid_are_two_sources(cast):
    of = stages.order(cast)
    infeed(cast, "grid", cast.source)
    infeed(cast, "grid", other_device(cast))
    assert held(g18, act(of, "energise")) == ["evidence-missing"]


def test_a_transfer_always_needs_it(cast):
    of = stages.order(cast)
    assert held(g18, act(of, "transfer_supply")) == ["evidence-missing"] * 2
    put(cast, of, "interlock")
    put(cast, of, "rotation")
    assert held(g18, act(of, "transfer_supply")) == []


def test_how_both_turned_before_the_last_closing_says_nothing_now(cast):
    of = stages.order(cast)
    proved, turned = put(cast, of, "interlock"), put(cast, of, "rotation")
    asked = act(of, "transfer_supply")
    assert g18.basis(asked) == [("evidence", proved.pk), ("evidence", turned.pk)]
    with guard.lifted():
        Clearance.objects.create(
            id=uuid7(), unit=of.unit, order=of, kind="energise", given_at=clock.now(),
            given_by=cast.people["he"],
        )  # fmt: skip
    assert held(g18, asked) == ["evidence-stale"]


def test_work_on_either_source_or_a_new_one_makes_it_stale(cast):
    of, other = stages.order(cast), stages.order(cast, "BY-2")
    put(cast, of, "interlock")
    infeed(cast, "generator")
    assert held(g18, act(of, "energise")) == ["evidence-stale"]
    put(cast, of, "interlock")
    stint(cast, other)
    assert held(g18, act(of, "energise")) == ["evidence-stale"]
