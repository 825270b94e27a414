"""The crew's next task by the plan, and the loud word when it was taken or moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client

from greenlane.board.plan.crew import my_plan
from greenlane.board.tests.looking import text
from greenlane.core import guard
from greenlane.dispatch.models import LineChange
from greenlane.dispatch.tests import stage
from greenlane.work.models import Task
from greenlane.workforce.models import Team, TeamMember

pytestmark = pytest.mark.django_db


def planned(cast, **other):
    """A04 is Chen's, in half an hour; he leaves ten minutes before."""
    stage.requested(cast)
    found = stage.told(cast)
    task = Task.objects.get(key="A04")
    crew = (f"person:{cast.id('chen')}",)
    lines = tuple(
        replace(
            x, start_at=found.at(30), end_at=found.at(50), leave_at=found.at(20),
            crews=crew, **other,
        )
        if x.task == task.pk
        else replace(x, crews=(f"person:{cast.id('zhou')}",))
        for x in stage.sheet(found).lines
    )  # fmt: skip
    sheet = replace(stage.sheet(found), lines=lines)
    stage.publish(cast, sheet)
    return sheet, task


def changed(sheet, task, **other):
    return replace(
        sheet,
        lines=tuple(
            replace(x, **other) if x.task == task.pk else x for x in sheet.lines
        ),
    )


def test_next_says_task_site_leave_by_and_who_hands_over(cast):
    _sheet, task = planned(cast)
    page = text(cast, "/mine", by="chen")
    assert "Next" in page
    assert task.title_en in page
    assert "Rental blocks" in page
    assert "Leave by" in page
    found = my_plan(cast.actor("chen"))
    assert found is not None
    [coming] = found.coming
    assert coming.bring.endswith("× Design and verdict")
    before = Task.objects.filter(key__in=task.list_of("after"))
    assert len(coming.from_whom) == len(before) > 0
    assert all("Zhou Yong" in each for each in coming.from_whom)


def test_a_member_sees_what_the_team_is_to_do(cast):
    sheet, task = planned(cast)
    with guard.lifted():
        team = Team.objects.create(
            unit=cast.unit, name_zh="电缆一班", name_en="Cable 1"
        )
        TeamMember.objects.create(unit=cast.unit, team=team, person=cast.people["xu"])
    stage.publish(cast, changed(sheet, task, crews=(f"team:{team.pk}",)))
    page = text(cast, "/mine", by="xu")
    assert task.title_en in page
    assert "Cable 1" in page
    assert "by the plan of" not in text(cast, "/mine", by="qian")


def test_while_something_runs_the_next_one_is_on_deck(cast):
    sheet, task = planned(cast)
    other = next(x for x in sheet.lines if x.task != task.pk)
    running = Task.objects.get(pk=other.task)
    crew = (f"person:{cast.id('chen')}",)
    stage.publish(cast, changed(sheet, running, fixed=True, crews=crew))
    assert "On deck" in text(cast, "/mine", by="chen")


@pytest.mark.parametrize(
    "how", ["taken", "gone", "later"], ids=lambda each: f"{each} within the window"
)
def test_what_was_taken_or_moved_is_loud(cast, how):
    sheet, task = planned(cast)
    line = next(x for x in sheet.lines if x.task == task.pk)
    if how == "taken":
        new = changed(sheet, task, crews=(f"person:{cast.id('wu')}",))
    elif how == "gone":
        lines = tuple(x for x in sheet.lines if x.task != task.pk)
        new = replace(sheet, lines=lines)
    else:
        by = timedelta(minutes=25)
        start, end = line.start_at + by, line.end_at + by
        new = changed(sheet, task, start_at=start, end_at=end)
    stage.publish(cast, new)
    with guard.lifted():
        LineChange.objects.update(at=F("at") - timedelta(minutes=4))
    assert "Changed 4 minutes ago: do not go" in text(cast, "/mine", by="chen")
    assert "先别去" in text(cast, "/mine", by="chen", language="zh-hans")


def test_sooner_is_no_reason_to_stay(cast):
    sheet, task = planned(cast)
    line = next(x for x in sheet.lines if x.task == task.pk)
    by = timedelta(minutes=15)
    stage.publish(
        cast,
        changed(sheet, task, start_at=line.start_at - by, end_at=line.end_at - by,
                leave_at=line.leave_at - by),
    )  # fmt: skip
    page = text(cast, "/mine", by="chen")
    assert "look before you go" in page
    assert "do not go" not in page


def test_taken_and_given_back_is_no_news(cast):
    sheet, task = planned(cast)
    stage.publish(cast, changed(sheet, task, crews=(f"person:{cast.id('wu')}",)))
    stage.publish(cast, sheet)
    assert "do not go" not in text(cast, "/mine", by="chen")


def test_whoever_it_was_given_to_and_passed_on_hears_nothing_else(cast):
    sheet, task = planned(cast)
    for name in ("wu", "qian"):
        crew = (f"person:{cast.id(name)}",)
        stage.publish(cast, changed(sheet, task, crews=crew))
    page = text(cast, "/mine", by="chen")
    assert page.count("do not go") == 1
    assert "Qian Jin instead of Chen Li" in page


def test_what_was_to_begin_much_later_is_told_quietly(cast):
    sheet, task = planned(cast)
    line = next(x for x in sheet.lines if x.task == task.pk)
    by = timedelta(hours=5)
    far = changed(sheet, task, start_at=line.start_at + by, end_at=line.end_at + by)
    stage.publish(cast, far)
    with guard.lifted():
        LineChange.objects.all().delete()
    stage.publish(cast, changed(far, task, crews=(f"person:{cast.id('wu')}",)))
    assert "do not go" not in text(cast, "/mine", by="chen")


def test_it_is_loud_until_the_new_line_was_looked_at(cast):
    sheet, task = planned(cast)
    stage.publish(cast, changed(sheet, task, crews=(f"person:{cast.id('wu')}",)))
    client = Client()
    client.force_login(cast.accounts["chen"])
    client.cookies["django_language"] = "en"
    assert "do not go" in client.get("/mine").content.decode()
    live = client.get("/mine/plan", headers={"HX-Request": "true"})
    assert "do not go" in live.content.decode()
    assert "do not go" in client.get("/mine").content.decode(), "a page by itself"
    assert "do not go" in client.get("/mine/plan").content.decode(), "it is told there"
    assert "do not go" not in client.get("/mine").content.decode()
    stage.publish(cast, sheet)
    stage.publish(cast, changed(sheet, task, crews=(f"person:{cast.id('wu')}",)))
    assert "do not go" in client.get("/mine").content.decode(), "and the next one"


def test_who_is_no_person_or_has_no_plan_sees_nothing_of_it(cast):
    assert my_plan(cast.actor("chen")) is None
    assert "There is no plan for you" in text(cast, "/mine/plan", by="chen")
