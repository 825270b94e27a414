"""What was recorded teaches how long it takes; never less than what is safe."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.ids import uuid7
from greenlane.dispatch.learning import LearntRow, learnt_for
from greenlane.dispatch.tests import stage
from greenlane.planning.rows import Span
from greenlane.work.models import Head, Order, Stint, Task, TimeCorrection, Wait
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BOOK = "a-lv-existing-transformer"


def lived(cast: Cast, order: Order, key: str, *minutes: int) -> Task:
    """The task was finished after stints of so many minutes, an hour between them."""
    task = Task.objects.get(order=order, key=key)
    begun = clock.now() - timedelta(days=1)
    with guard.lifted():
        for each in minutes:
            ended = begun + timedelta(minutes=each)
            Stint.objects.create(
                unit=cast.unit, task=task, leader=cast.people["liu"], field=False,
                happened_at=begun, ended_at=ended, recorded_at=ended,
                end_recorded_at=ended, recorded_seq=0,
            )  # fmt: skip
            begun = ended + timedelta(hours=1)
        Task.objects.filter(pk=task.pk).update(finished_at=begun)
    return task


def another(order: Order, key: str) -> Order:
    """An order like it that ended long ago, with this one task."""
    task = Task.objects.get(order=order, key=key)
    with guard.lifted():
        order = Order.objects.get(pk=order.pk)
        order.pk, order.number, order.ended = uuid7(), f"{uuid7()}"[:24], True
        order.save(force_insert=True)
        task.pk, task.order = uuid7(), order
        task.save(force_insert=True)
    return order


def row(cast: Cast, key: str) -> LearntRow:
    return next(each for each in learnt_for(cast.unit) if each.key == key)


def test_nothing_recorded_is_the_recipe(cast: Cast) -> None:
    order = stage.requested(cast)
    assert learnt_for(cast.unit) == ()
    found = stage.told(cast)
    task = Task.objects.get(order=order, key="A05")
    assert found.open.span(task) == Span(task.low, task.likely, task.high)
    # One storeman where the recipe asks for four.
    told = found.durations[str(task.pk)]
    assert told == (task.low * 4, task.likely * 4, task.high * 4)


def test_slow_work_is_planned_slower_and_says_from_how_much(cast: Cast) -> None:
    order = stage.requested(cast)
    for _each in range(5):
        lived(cast, another(order, "A05"), "A05", 100, 20)
    found = row(cast, "A05")
    assert (found.playbook, found.learnt.samples) == (BOOK, 5)
    assert found.recipe == Span(30, 60, 150)
    assert found.recipe.likely < found.learnt.span.likely < 120
    open_one = Task.objects.get(order=order, key="A05")
    told = stage.told(cast)
    assert told.open.span(open_one) == found.learnt.span
    job = next(job for job in told.jobs.jobs if job.key == str(open_one.pk))
    assert job.minutes == found.learnt.span.likely * 4 == told.durations[job.key][1]


def test_a_step_of_safety_never_learns_to_be_hasty(cast: Cast) -> None:
    order = stage.requested(cast)
    for _each in range(40):
        lived(cast, another(order, "A15"), "A15", 1)
        lived(cast, another(order, "A11"), "A11", 1)
    found = row(cast, "A15")
    least = found.recipe.low
    assert found.learnt.held and found.learnt.span.low == least
    assert found.learnt.span.likely >= least
    assert row(cast, "A11").learnt.span.low < row(cast, "A11").recipe.low


def test_a_named_wait_is_no_work(cast: Cast) -> None:
    task = lived(cast, stage.requested(cast), "A05", 360)
    begun = Stint.objects.get(task=task).happened_at
    with guard.lifted():
        Wait.objects.create(
            unit=cast.unit, order=task.order, task=task, cause="material",
            holder="库房", happened_at=begun + timedelta(minutes=30),
            ended_at=begun + timedelta(minutes=350), recorded_at=begun,
            end_recorded_at=begun, recorded_seq=0,
        )  # fmt: skip
    found = row(cast, "A05").learnt
    assert (found.samples, found.left_out) == (1, 0)
    assert found.span.likely <= row(cast, "A05").recipe.likely + 5


def test_a_corrected_time_counts_as_it_stands_now(cast: Cast) -> None:
    task = lived(cast, stage.requested(cast), "A05", 360)
    before = row(cast, "A05").learnt
    assert (before.samples, before.left_out) == (0, 1)  # six times the likely minutes
    old = Stint.objects.get(task=task)
    with guard.lifted():
        end = old.happened_at + timedelta(minutes=60)
        new = Stint.objects.create(
            unit=cast.unit, task=task, leader=old.leader, field=False, corrects=old,
            happened_at=old.happened_at, ended_at=end, recorded_at=end,
            end_recorded_at=end, recorded_seq=0,
        )  # fmt: skip
        TimeCorrection.objects.create(
            unit=cast.unit, kind="stint", old=old.pk, new=new.pk, reason="错", at=end
        )
    assert row(cast, "A05").learnt.samples == 1


def test_fewer_hands_than_the_recipe_wants_teach_no_haste_and_no_sloth(
    cast: Cast,
) -> None:
    order = stage.requested(cast)
    task = Task.objects.get(order=order, key="A10a")
    lived(cast, order, "A10a", task.likely * 5)  # ten are wanted, two were there
    with guard.lifted():
        for name in ("zhou", "xu"):
            Head.objects.create(
                unit=cast.unit, stint=Stint.objects.get(task=task),
                person=cast.people[name], joined_at=clock.now(), left_at=clock.now(),
            )  # fmt: skip
    found = row(cast, "A10a").learnt
    assert found.samples == 1
    assert abs(found.span.likely - task.likely) <= 3


def test_what_nobody_worked_on_teaches_nothing(cast: Cast) -> None:
    lived(cast, stage.requested(cast), "A05")
    assert row(cast, "A05").learnt.samples == 0
