"""A promise stands beside what came; one that was replaced is not forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.dispatch.models import Promise
from greenlane.dispatch.scoring import scored, scores_for
from greenlane.dispatch.tests import stage
from greenlane.places.models import SupplyState
from greenlane.work.models import Order
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def promised(cast: Cast, order: Order, p50: int, p80: int, *, after: int = 0) -> None:
    """So many minutes from the request, promised so long after it."""
    begun = order.requested_at
    Promise.objects.filter(order=order).update(replaced_at=begun)
    Promise.objects.create(
        unit=cast.unit, order=order, revision=1, recorded_seq=0,
        promised_at=begun + timedelta(minutes=after),
        p50_at=begun + timedelta(minutes=p50), p80_at=begun + timedelta(minutes=p80),
    )  # fmt: skip


def lit(cast: Cast, point: object, at: datetime) -> None:
    """The grid has reached this point."""
    SupplyState.objects.filter(point=point, ended_at=None).update(
        ended_at=at, end_recorded_at=at
    )
    SupplyState.objects.create(
        unit=cast.unit, point=point, state="grid_temporary", happened_at=at,
        recorded_at=at, recorded_seq=0,
    )  # fmt: skip


def test_it_counts_when_the_last_point_is_lit(cast: Cast) -> None:
    points = [{"point": str(p.pk)} for p in (cast.block1, cast.block2)]
    order = stage.requested(cast, points=points)
    with guard.lifted():
        promised(cast, order, 300, 380)
        lit(cast, cast.block1, order.requested_at + timedelta(minutes=200))
        assert scored(cast.unit) == ()  # the other one is dark still
        lit(cast, cast.block2, order.requested_at + timedelta(minutes=350))
    [found] = scored(cast.unit)
    assert found.number == order.number and not found.replaced
    [score] = scores_for(cast.unit)
    assert score.playbook == "a-lv-existing-transformer"
    assert (score.p50.kept, score.p80.kept, score.cases) == (0, 1, 1)
    assert score.bias == 50 and score.worthless


def test_a_promise_that_was_replaced_is_scored_too(cast: Cast) -> None:
    order = stage.requested(cast)
    with guard.lifted():
        promised(cast, order, 100, 120)
        promised(cast, order, 300, 380, after=90)
        promised(cast, order, 600, 700, after=500)  # it had light by then
        for point in (cast.block1, cast.block2):
            lit(cast, point, order.requested_at + timedelta(minutes=250))
    assert [each.replaced for each in scored(cast.unit)] == [True, True]
    [score] = scores_for(cast.unit)
    assert (score.cases, score.p50.kept) == (2, 1)


def test_an_order_that_is_dark_scores_nothing(cast: Cast) -> None:
    order = stage.requested(cast)
    with guard.lifted():
        promised(cast, order, 100, 120)
    assert clock.now() >= order.requested_at
    assert scored(cast.unit) == () == scores_for(cast.unit)
