"""The plan on its page: how old, how good, who does what, what changed and why."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from greenlane.board.plan.page import plan_page
from greenlane.board.plan.short import short_numbers
from greenlane.board.tests.looking import look, stand_still, text
from greenlane.core import clock, guard
from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.dispatch.models import Line
from greenlane.dispatch.sheet import SheetOrder
from greenlane.dispatch.tests import stage
from greenlane.work.models import Order, Task

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def later(sheet, key, by=HOUR, **other):
    """The same plan with one task later."""
    task = Task.objects.get(key=key)
    lines = tuple(
        replace(x, start_at=x.start_at + by, end_at=x.end_at + by, **other)
        if x.task == task.pk
        else x
        for x in sheet.lines
    )
    return replace(sheet, lines=lines)


def test_the_page_says_which_plan_stands_and_what_it_is_worth(cast):
    order = stage.requested(cast)
    sheet = replace(stage.sheet(stage.told(cast)), kind="better")
    sheet = replace(sheet, greedy=sheet.objective * 2, seconds=4.0)
    stage.publish(cast, sheet)
    page = text(cast, "/plan")
    assert "revision 1" in page
    assert "improved" in page
    assert "found in 4.0 s" in page
    assert "50 % below the dispatcher" in page
    assert "a new order came in" in page
    assert "not proven best" in page
    assert f'id="order-{order.number}"' in page
    assert "计划" in text(cast, "/plan", language="zh-hans")


def test_only_what_is_proven_is_called_so(cast):
    stage.requested(cast)
    sheet = stage.sheet(stage.told(cast))
    stage.publish(cast, replace(sheet, proven=True, bound=sheet.objective))
    page = text(cast, "/plan")
    assert "proven best" in page
    assert "not proven best" not in page


def test_without_a_plan_the_page_says_so(cast):
    assert "There is no plan of this unit yet" in text(cast, "/plan")


def test_a_plan_that_is_out_of_date_is_loud(cast):
    stage.requested(cast)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    perform("dispatch.mark_stale", {"why": "too-slow"}, by=system(cast.unit))
    page = text(cast, "/plan")
    assert "Out of date since" in page
    assert "the planner did not answer in time" in page


def test_a_line_is_held_and_let_go_from_where_it_stands(cast):
    order = stage.requested(cast)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    line = Line.objects.get(task__key="A04")
    page = text(cast, "/plan", by="zhao")
    assert f"/orders/{order.number}/pin-task?task={line.task_id}&amp;person=" in page
    assert "/pin-task" not in text(cast, "/plan", by="zhou")
    held = {"task": str(line.task_id), "person": cast.id("chen"), "reason": "-"}
    cast.do("dispatch.pin_task", held, by="zhao")
    page = text(cast, "/plan", by="zhao")
    assert f"/orders/{order.number}/unpin-task?task={line.task_id}" in page
    assert "Held: Chen Li" in page


def test_what_changed_is_a_sentence_and_so_is_the_reason(cast):
    stage.requested(cast)
    sheet = stage.sheet(stage.told(cast))
    stage.publish(cast, sheet)
    before = Task.objects.get(key="A04")
    moved = later(sheet, "A20", why="task", about=str(before.pk))
    stage.publish(cast, moved)
    page = text(cast, "/plan")
    assert "Moved 1\u00a0h\u00a00\u00a0min later, to" in page
    assert f"Waits for “{before.title_en}”, done about" in page


def test_what_cannot_be_planned_names_the_rule_and_its_figures(cast):
    order = stage.requested(cast)
    task = Task.objects.get(key="A04")
    rule = {"task": str(task.pk), "rule": "no-stock", "what": "cable"}
    rule |= {"wanted": 10, "there": 2}
    sheet = stage.sheet(stage.told(cast))
    stage.publish(
        cast, replace(sheet, orders=(SheetOrder(order.pk, unplanned=(rule,)),))
    )
    page = text(cast, "/plan")
    assert "1 task cannot be planned" in page
    assert "Needs 10 × cable; 2 are there or announced" in page


def test_a_plan_of_another_unit_is_not_seen(cast):
    order = stage.requested(cast)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    page = text(cast, "/plan", by="stranger")
    assert order.number not in page
    assert order.number not in text(cast, "/plan?unit=BY", by="stranger")


@pytest.mark.parametrize("asked", ["hours=6", "hours=x", "hours=999", "unit=%00"])
def test_what_is_asked_wrongly_is_left_out(cast, asked):
    stage.requested(cast)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    assert 'class="t-row"' in text(cast, f"/plan?{asked}")


def test_the_live_part_is_a_piece_of_the_page(cast):
    stage.requested(cast)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    stand_still(cast)
    part = text(cast, "/plan", live=True, by="zhou")
    assert "<html" not in part
    assert part.strip() in text(cast, "/plan", by="zhou")
    assert look(cast, "/plan", live=True)["Cache-Control"] == "no-store"


def test_ten_times_as_many_orders_ask_no_more(cast):
    first = stage.requested(cast)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    actor = cast.actor("zhao")

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            plan_page(actor)
        return len(found)

    few = asked()
    with guard.lifted():
        for n in range(10):
            copied(first, n)
    assert asked() <= few


def copied(order, n):
    """The same order with the same lines once more."""
    lines = list(Line.objects.filter(order=order))
    tasks = {task.pk: task for task in order.tasks.all()}
    new = Order.objects.get(pk=order.pk)
    new.pk, new.number = None, f"BY-9-{n}"
    new._state.adding = True
    new.id = Order._meta.pk.get_default()
    new.save()
    for line in lines:
        task, crews = tasks[line.task_id], list(line.crews.all())
        task.pk = task.id = Task._meta.pk.get_default()
        task.order, task._state.adding = new, True
        task.save()
        line.pk = line.id = Line._meta.pk.get_default()
        line.order, line.task, line._state.adding = new, task, True
        line.save()
        for crew in crews:
            crew.pk = crew.id = Line._meta.pk.get_default()
            crew.line, crew._state.adding = line, True
            crew.save()


def test_a_number_is_as_short_as_it_is_still_its_own():
    orders = [Order(number=x) for x in ("BY-220329-1", "BY-220330-1", "BY-220329-2")]
    short = short_numbers(orders)
    assert [short[each.pk] for each in orders] == ["29-1", "30-1", "2"]


def test_no_page_wakes_the_solver():
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE']='greenlane.settings'\n"
        "import django; django.setup()\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        "import greenlane.board.urls, greenlane.desk.urls, greenlane.api.urls\n"
        "woken = {'ortools', 'greenlane.planning.worker'}\n"
        "sys.exit(' '.join(woken & set(sys.modules)) or None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_minutes_of_the_page_are_the_units_own(cast):
    stage.requested(cast)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    page = plan_page(cast.actor("zhao"))
    assert page.head is not None
    assert page.head.plan.planned_at <= clock.now()
    assert page.minutes == 75
