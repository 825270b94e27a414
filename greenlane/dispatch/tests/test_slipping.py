"""Before a line is moved: what comes after it slips, what does not stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.core.models import Event, Unit
from greenlane.core.refusals import Refused
from greenlane.dispatch.models import Line, OrderPlan
from greenlane.dispatch.sheet import SheetOrder
from greenlane.dispatch.slipping import slips
from greenlane.dispatch.tests import stage
from greenlane.work.models import Order, Task
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def planned(cast: Cast) -> Order:
    """One order, with a window that was promised to its site."""
    order = stage.requested(cast)
    told = stage.told(cast)
    end = max(line.end_at for line in stage.sheet(told).lines)
    window = SheetOrder(
        order.pk, p50_at=end, p80_at=end + timedelta(hours=1), end_at=end
    )
    stage.publish(cast, stage.sheet(told, orders=(window,)))
    return order


def unit(cast: Cast) -> Unit:
    return Unit.objects.get(pk=cast.unit.pk)


def test_a_line_that_is_moved_takes_along_what_comes_after_it(cast: Cast) -> None:
    order = planned(cast)
    survey = Line.objects.get(task__key="A03")
    told = Event.objects.count()
    later = survey.start_at + timedelta(hours=4)
    found = slips(unit(cast), survey.task_id, start=later)
    assert found.tasks[survey.task_id] == 240 and found.begins == later
    assert Task.objects.get(key="A20").pk in found.tasks
    assert Task.objects.get(key="A01").pk not in found.tasks
    assert found.orders[order.pk] > 60 and found.breaks == (order.pk,)
    assert Event.objects.count() == told
    assert OrderPlan.objects.get().end_at == Line.objects.latest("end_at").end_at


def test_where_nothing_moves_nothing_slips_and_nothing_breaks(cast: Cast) -> None:
    planned(cast)
    survey = Line.objects.get(task__key="A03")
    found = slips(unit(cast), survey.task_id, start=survey.start_at)
    assert (found.tasks, found.orders, found.breaks) == ({}, {}, ())


def test_a_little_later_keeps_the_promise(cast: Cast) -> None:
    order = planned(cast)
    survey = Line.objects.get(task__key="A03")
    later = survey.start_at + timedelta(minutes=30)
    found = slips(unit(cast), survey.task_id, start=later)
    assert found.tasks and found.orders.get(order.pk, 0) <= 60 and not found.breaks


def test_a_crew_that_cannot_do_it_is_told_by_which_rule(cast: Cast) -> None:
    planned(cast)
    survey = Line.objects.get(task__key="A03")
    found = slips(unit(cast), survey.task_id, crew=f"person:{cast.id('deng')}")
    assert found.begins is None and not found.tasks
    assert [each.task for each in found.impossible] == [str(survey.task_id)]


def test_what_runs_is_not_moved(cast: Cast) -> None:
    planned(cast)
    task = Task.objects.get(key="A01")
    cast.do("work.start_desk_work", {"task": str(task.pk), "heads": []}, by="wang")
    with pytest.raises(Refused, match="runs-already"):
        slips(unit(cast), task.pk, crew=f"person:{cast.id('chen')}")
