"""A plan is published by the house alone, by difference, and over newer ones never."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from greenlane.core.models import Event
from greenlane.core.refusals import Malformed, NotAllowed, Refused
from greenlane.dispatch.models import Line, LineChange, Promise, Revision, UnitPlan
from greenlane.dispatch.sheet import SheetOrder
from greenlane.dispatch.tests import stage
from greenlane.work.models import Task
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_lines_of_a_plan_stand_with_crew_and_times(cast: Cast) -> None:
    stage.requested(cast)
    found = stage.told(cast)
    done = stage.publish(cast, stage.sheet(found))
    assert done.facts["number"] == 1
    assert Line.objects.count() == len(found.jobs.jobs) == done.facts["changed"]
    line = Line.objects.get(task__key="A04")
    assert [each.person for each in line.crews.all()] == [cast.people["chen"]]
    assert line.end_at - line.start_at == timedelta(minutes=20)
    assert Revision.objects.get().recorded_seq == Event.objects.latest("seq").seq


def test_the_same_plan_again_changes_nothing(cast: Cast) -> None:
    stage.requested(cast)
    sheet = stage.sheet(stage.told(cast))
    stage.publish(cast, sheet)
    before = set(Line.objects.values_list("pk", "revision"))
    done = stage.publish(cast, replace(sheet, digest="0" * 64))
    assert done.facts == {"number": 2, "changed": 0}
    assert set(Line.objects.values_list("pk", "revision")) == before


def test_only_what_differs_is_written_and_said(cast: Cast) -> None:
    stage.requested(cast)
    sheet = stage.sheet(stage.told(cast))
    stage.publish(cast, sheet)
    task = Task.objects.get(key="A20")
    lines = tuple(
        replace(x, start_at=x.start_at + timedelta(hours=1),
                end_at=x.end_at + timedelta(hours=1), why="crew")
        if x.task == task.pk else x
        for x in sheet.lines
    )  # fmt: skip
    done = stage.publish(cast, replace(sheet, lines=lines))
    assert done.facts["changed"] == 1
    change = LineChange.objects.get(revision=2)
    assert (change.task_id, change.why) == (task.pk, "crew")
    assert change.start_at and change.start_before
    assert change.start_at - change.start_before == timedelta(hours=1)


def test_a_plan_that_knows_less_never_replaces_one_that_knows_more(cast: Cast) -> None:
    stage.requested(cast)
    old = stage.sheet(stage.told(cast))
    stage.publish(cast, replace(old, seq=old.seq + 5))
    with pytest.raises(Refused, match="plan-overtaken"):
        stage.publish(cast, old)
    assert UnitPlan.objects.get().number == 1


def test_what_was_finished_meanwhile_is_in_no_plan(cast: Cast) -> None:
    stage.requested(cast)
    sheet = stage.sheet(stage.told(cast))
    task = Task.objects.get(key="A01")
    stage.done(cast, "A01", by="wang")
    stage.publish(cast, sheet)
    assert not Line.objects.filter(task=task).exists()


def test_any_number_of_people_may_be_told_otherwise(cast: Cast) -> None:
    stage.requested(cast)
    sheet = stage.sheet(stage.told(cast))
    many = tuple(sorted(f"person:{each.pk}" for each in cast.people.values()))[:18]
    lines = tuple(replace(x, crews=many if x.crews else ()) for x in sheet.lines)
    stage.publish(cast, replace(sheet, lines=lines))
    stage.publish(cast, sheet)
    change = LineChange.objects.filter(revision=2).first()
    assert change is not None and len(change.crews_before) > 600


def test_nobody_publishes_a_plan_by_hand(cast: Cast) -> None:
    stage.requested(cast)
    text = stage.sheet(stage.told(cast)).as_text()
    for name in ("zhao", "root"):
        with pytest.raises(NotAllowed):
            cast.do("dispatch.publish_plan", {"plan": text}, by=name)


NO_PLANS = ("", "{}", "[]", '{"seq": "x"}', '{"lines": [5]}', '{"lines": 5}')
NO_PLANS += ('{"lines": null}', '{"orders": 5}', '{"offers": true}')
NO_PLANS += ('{"lines": [{"task": 5}]}',)


@pytest.mark.parametrize("text", NO_PLANS)
def test_a_text_that_is_no_plan_is_refused(cast: Cast, text: str) -> None:
    from greenlane.core.actors import system
    from greenlane.core.door import perform

    with pytest.raises(Malformed):
        perform("dispatch.publish_plan", {"plan": text}, by=system(cast.unit))


def test_the_first_window_of_an_order_is_its_promise(cast: Cast) -> None:
    order = stage.requested(cast)
    found = stage.told(cast)
    p50, p80 = found.at(377), found.at(456)
    window = SheetOrder(order.pk, p50_at=p50, p80_at=p80, end_at=p50)
    sheet = replace(stage.sheet(found), orders=(window,))
    stage.publish(cast, sheet)
    later = replace(window, p50_at=found.at(400), p80_at=found.at(500))
    stage.publish(cast, replace(sheet, orders=(later,)))
    promise = Promise.objects.get()
    assert (promise.p50_at, promise.p80_at) == (p50, p80)
    assert promise.recorded_seq
