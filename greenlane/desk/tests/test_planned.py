"""Assign as planned: one by one, by the person, and what is refused says why."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from greenlane.core import clock, guard
from greenlane.dispatch.models import Line
from greenlane.dispatch.tests import stage
from greenlane.safety.tests.test_g3b_rested import worked
from greenlane.work.models import Assignment, Task
from greenlane.workforce.models import Team, TeamMember

pytestmark = pytest.mark.django_db


@pytest.fixture
def zhao(cast):
    """The dispatcher's browser."""
    client = Client()
    client.force_login(cast.accounts["zhao"])
    client.cookies["django_language"] = "en"
    return client


def planned(cast, **crews):
    """Every task far away, but those named: they begin in half an hour."""
    stage.requested(cast)
    found = stage.told(cast)
    sheet = stage.sheet(found)
    keys = {task.pk: task.key for task in Task.objects.all()}
    lines = tuple(
        replace(
            x,
            start_at=found.at(30 if keys[x.task] in crews else 900),
            end_at=found.at(930),
            crews=crews.get(keys[x.task], x.crews),
        )
        for x in sheet.lines
    )
    stage.publish(cast, replace(sheet, lines=lines))


def cable_crew(cast):
    with guard.lifted():
        team = Team.objects.create(
            unit=cast.unit, name_zh="电缆一班", leader=cast.people["liu"]
        )
        for name in ("zhou", "xu", "qian"):
            person = cast.people[name]
            TeamMember.objects.create(unit=cast.unit, team=team, person=person)
    return f"team:{team.pk}"


def asked(client):
    """What the page of the plan would send."""
    page = client.get("/plan").content.decode()
    found = page.partition('action="/plan/assign"')[2].partition("</form>")[0]
    pairs = re.findall(r'name="(\w+)" value="([^"]*)"', found)
    data: dict[str, list[str]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    return data


def people_on(key):
    rows = Assignment.objects.filter(task__key=key).order_by("pk")
    return [(row.person.staff_number, row.role) for row in rows]


def test_one_tap_assigns_the_leader_first_and_as_many_as_the_task_asks(cast, zhao):
    planned(cast, A10a=(cable_crew(cast),))
    data = asked(zhao)
    assert len(data["task"]) == 1
    page = zhao.post("/plan/assign", data).content.decode()
    found = people_on("A10a")
    assert found[0] == ("liu", "leader")
    heads = Task.objects.get(key="A10a").heads
    assert {name for name, _role in found[1:]} <= {"zhou", "xu"}
    assert len(found) == min(heads, 3)
    assert f"{len(found)} assigned" in page
    assert "refused" not in page


def test_nobody_is_assigned_before_somebody_pressed(cast, zhao):
    planned(cast, A10a=(cable_crew(cast),))
    assert "Assign as planned" in zhao.get("/plan").content.decode()
    assert "Liu Haibo" in zhao.get("/plan/assign").content.decode()
    assert not Assignment.objects.exists()


def test_what_is_refused_says_why_and_the_others_stand(cast, zhao):
    planned(cast, A10a=(cable_crew(cast),), A04=(f"person:{cast.id('chen')}",))
    data = asked(zhao)
    assert len(data["task"]) == 2
    worked(cast, "chen", 16)
    page = zhao.post("/plan/assign", data).content.decode()
    assert people_on("A10a")
    assert not people_on("A04")
    assert "1 refused" in page
    assert "Chen Li" in page
    assert "worked as long as is allowed" in page


def test_a_line_that_nobody_can_take_any_more_is_named(cast, zhao):
    planned(cast, A10a=(cable_crew(cast),), A04=(f"person:{cast.id('chen')}",))
    data = asked(zhao)
    ill = {"person": cast.id("chen")}
    cast.do("workforce.report_unfit", ill, by="chen")
    page = zhao.post("/plan/assign", data).content.decode()
    assert people_on("A10a")
    assert not people_on("A04")
    assert "Nobody left to assign" in page


def test_the_same_page_sent_twice_assigns_once(cast, zhao):
    planned(cast, A10a=(cable_crew(cast),))
    data = asked(zhao)
    zhao.post("/plan/assign", data)
    first = people_on("A10a")
    zhao.post("/plan/assign", data)
    assert people_on("A10a") == first


def test_a_plan_that_was_not_looked_at_is_not_assigned(cast, zhao):
    planned(cast, A10a=(cable_crew(cast),))
    data = asked(zhao)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    answer = zhao.post("/plan/assign", data)
    assert answer.status_code == 409
    assert "A newer plan stands already" in answer.content.decode()
    assert not Assignment.objects.exists()


def test_what_the_page_did_not_show_is_not_assigned(cast, zhao):
    planned(cast, A10a=(cable_crew(cast),))
    far = Line.objects.filter(start_at__gt=clock.now()).latest("start_at")
    data = {**asked(zhao), "task": [str(far.task_id), "x" * 50, "\x00"]}
    assert zhao.post("/plan/assign", data).status_code == 200
    assert not Assignment.objects.exists()


def test_it_is_for_whoever_plans(cast):
    planned(cast, A10a=(cable_crew(cast),))
    client = Client()
    client.force_login(cast.accounts["zhou"])
    assert client.get("/plan/assign").status_code == 403
    assert client.post("/plan/assign", {}).status_code == 403
    assert "/plan/assign" not in client.get("/plan").content.decode()
