"""What is written by a kept statement stands there as Django would have written it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from greenlane.core import clock, guard, written
from greenlane.core.models import Event, SearchGram
from greenlane.work.models import Task
from tests import stages


def test_rows_come_back_as_they_were_made(cast):
    order = stages.order(cast)
    like = order.tasks.first()
    made = [
        Task(
            unit=order.unit, order=order, key=f"W{n}", place=90 + n, title_zh="测",
            title_en="-", stage="build", skill="joint", heads=2, low=5, likely=10,
            high=20, finished_at=clock.now() if n else None, live=bool(n),
        )
        for n in range(2)
    ]  # fmt: skip
    with guard.lifted():
        written.insert(made)
    found = list(Task.objects.filter(key__startswith="W").order_by("place"))
    for row, back in zip(made, found, strict=True):
        for field in Task._meta.concrete_fields:
            assert getattr(back, field.attname) == getattr(row, field.attname), field
        assert not row._state.adding
    assert like.pk not in {row.pk for row in made}


def test_a_key_that_the_database_gives_is_given(cast):
    before = SearchGram.objects.count()
    with guard.lifted():
        written.insert(
            SearchGram(unit=cast.unit, gram=g, kind="order", subject=cast.site.pk)
            for g in ("a", "b")
        )
        written.insert([])
    assert SearchGram.objects.count() == before + 2
    assert len(set(SearchGram.objects.values_list("pk", flat=True))) >= 2


def test_fields_change_in_these_rows_alone(cast):
    rows = list(stages.order(cast).tasks.order_by("place"))
    for row in rows[:2]:
        row.recorded_seq = 77
    with guard.lifted():
        written.update(rows[:2], "recorded_seq")
        written.update([], "recorded_seq")
    again = Task.objects.order_by("place").values_list("recorded_seq", flat=True)
    assert [seq == 77 for seq in again] == [True, True, False]


def test_a_row_that_is_gone_is_a_fault(cast):
    row = stages.order(cast).tasks.first()
    with guard.lifted():
        row.pk = stages.order(cast, "BY-9").pk  # the key of no task
        with pytest.raises(DatabaseError, match="gone"):
            written.update([row], "place")


def test_the_guard_stands_here_too(cast):
    with pytest.raises(guard.WriteOutsideTheDoor):
        written.insert([Event(unit=cast.unit, seq=1, v=1, at=clock.now())])
