"""Rows attached to a row are read without a query; anything else of them is asked."""

from __future__ import annotations

from greenlane.core.attached import put
from greenlane.work.attaching import with_label
from greenlane.work.models import Order, Task
from tests import stages


def test_what_is_asked_otherwise_is_of_this_row_alone(cast, django_assert_num_queries):
    first, second = stages.order(cast, "BY-1"), stages.order(cast, "BY-2")
    with_label([first, second])
    with django_assert_num_queries(0):
        assert [each.order_id for each in first.tasks.all()] == [first.pk] * 3
        assert len(second.tasks.all()) == 3
    assert set(first.tasks.values_list("order", flat=True)) == {first.pk}
    assert first.tasks.filter(key="T1").get().order_id == first.pk
    assert second.tasks.order_by("-place").first().order_id == second.pk
    assert first.points.filter(pk=cast.block1.pk).count() == 0
    with django_assert_num_queries(0):
        assert len(first.tasks.all()) == 3


def test_nothing_attached_stays_nothing(cast, django_assert_num_queries):
    row = Order.objects.get(pk=stages.order(cast).pk)
    put(row, "tasks", [], Task)
    with django_assert_num_queries(0):
        assert list(row.tasks.all()) == []
    assert row.tasks.filter(key="T1").count() == 1
