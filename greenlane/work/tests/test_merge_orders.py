"""A duplicate request ends in the order that stays; it comes back when reopened."""

import pytest

from greenlane.core import clock
from greenlane.core.ids import uuid7
from greenlane.core.refusals import Refused
from greenlane.work.labels import label
from greenlane.work.models import Clearance, Task
from greenlane.work.tests.stage import (
    desk_stint,
    done,
    inside,
    key_of,
    new_order,
    order_with_tasks,
)


def merge(cast, order, into):
    data = {"order": str(order.pk), "into": str(into.pk)}
    return cast.do("work.merge_orders", data, by="zhao")


def test_points_go_over_and_open_tasks_end(cast, order):
    double = order_with_tasks(cast, points=[cast.block2])
    done(cast, double, "A01")
    merge(cast, double, order)
    assert set(order.points.all()) == {cast.block1, cast.block2}
    assert label(double).code == "merged"
    assert double.ends.get().into == order
    left = Task.objects.filter(order=double, dropped_at__isnull=True)
    assert [task.key for task in left] == ["A01"]
    cast.do("work.reopen_order", {"order": str(double.pk)}, by="feng")
    assert not Task.objects.filter(order=double, dropped_at__isnull=False).exists()


def test_only_two_open_orders_of_one_site_are_duplicates(cast, order):
    with pytest.raises(Refused, match="not-a-duplicate"):
        merge(cast, order, order)
    made = cast.do("places.add_site", {"code": "S2", "name_zh": "体育馆"}, by="wang")
    site = type(cast.site).objects.get(pk=made.facts["site"])
    with pytest.raises(Refused, match="not-a-duplicate"):
        merge(cast, new_order(cast, site=site, points=[]), order)
    merge(cast, new_order(cast), order)


def test_an_order_that_people_work_on_is_not_merged_away(cast, order):
    double = order_with_tasks(cast)
    desk_stint(cast, double, "A01", by="wang")
    with pytest.raises(Refused, match="stint-open"):
        merge(cast, double, order)


def test_an_order_with_a_release_on_the_plant_is_no_duplicate(cast, order):
    double = order_with_tasks(cast)
    inside(
        cast,
        lambda: Clearance.objects.create(
            id=uuid7(), unit=cast.unit, kind="permit", order=double,
            given_at=clock.now(), given_by=cast.people["li"],
        ),
    )  # fmt: skip
    with pytest.raises(Refused, match="order-has-releases"):
        merge(cast, double, order)
    assert key_of(double, "A01")
