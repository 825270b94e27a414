"""The tables as the engine reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.dispatch.tests import stage
from greenlane.places.models import Depot, Site
from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.work.models import Task
from greenlane.workforce.models import Team, TeamMember
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def key(task: str) -> str:
    return str(Task.objects.get(key=task).pk)


def test_an_order_becomes_a_mission_with_its_tasks(cast: Cast) -> None:
    order = stage.requested(cast, priority=1)
    found = stage.told(cast)
    [mission] = found.missions
    assert (mission.key, mission.weight) == (str(order.pk), 10)
    jobs = {job.key: job for job in found.jobs.jobs}
    lay = jobs[key("A10a")]
    assert lay.mission == mission.key
    assert {after.task for after in lay.after} == {key("A07"), key("A05b")}
    problem = stage.problem(found)
    assert check(problem, greedy(problem)) == []


def test_fewer_hands_than_the_playbook_wants_take_longer(cast: Cast) -> None:
    stage.requested(cast)
    found = stage.told(cast)
    lay = next(job for job in found.jobs.jobs if job.key == key("A10a"))
    row = Task.objects.get(key="A10a")
    assert found.jobs.short[row.pk] == (10, 2)  # Zhou and Xu
    assert lay.needs[0].heads == 2 and lay.minutes == row.likely * 5
    told = next(job for job in found.jobs.jobs if job.key == key("A06"))
    assert told.minutes == Task.objects.get(key="A06").likely  # paper is paper


def test_a_team_is_one_crew_at_its_depot(cast: Cast) -> None:
    with guard.lifted():
        depot = Depot.objects.create(
            unit=cast.unit, name_zh="城关所", longitude=113.32, latitude=32.72
        )
        Site.objects.filter(pk=cast.site.pk).update(longitude=113.42, latitude=32.72)
        team = Team.objects.create(unit=cast.unit, name_zh="电缆班", depot=depot)
        for name in ("zhou", "xu"):
            TeamMember.objects.create(
                unit=cast.unit, team=team, person=cast.people[name]
            )
    stage.requested(cast)
    found = stage.told(cast)
    crew = next(crew for crew in found.crews if crew.key == f"team:{team.pk}")
    assert crew.gives("cable") == 2
    assert found.staff.of[cast.people["xu"].pk] == crew.key
    there = found.jobs.jobs[-1].site
    assert crew.site is not None and there is not None
    # 9.4 km in a straight line, 1.3 times as far by road, at 40 km/h.
    assert found.travel[crew.site][there] == 19


def test_whoever_stands_in_two_teams_goes_with_the_smaller(cast: Cast) -> None:
    names = ("zhou", "xu", "liu", "qian")
    with guard.lifted():
        for title, some in (("突击队", names), ("电缆班", names[:2])):
            team = Team.objects.create(unit=cast.unit, name_zh=title)
            for name in some:
                TeamMember.objects.create(
                    unit=cast.unit, team=team, person=cast.people[name]
                )
    of = stage.told(cast).staff.of
    gang = f"team:{Team.objects.get(name_zh='电缆班').pk}"
    assert of[cast.people["zhou"].pk] == of[cast.people["xu"].pk] == gang
    assert of[cast.people["liu"].pk] == of[cast.people["qian"].pk] != gang


def test_what_was_dropped_leaves_no_gap_in_the_chain(cast: Cast) -> None:
    stage.requested(cast)
    said = {"task": key("A12"), "reason": "由别的班组完成"}
    cast.do("work.drop_task", said, by="zhao")
    jobs = {job.key: job for job in stage.told(cast).jobs.jobs}
    # The test closes the area: it stays behind the cable that the joints came after.
    assert key("A10a") in {after.task for after in jobs[key("A15")].after}


def test_whoever_is_unfit_is_planned_for_nothing(cast: Cast) -> None:
    stage.requested(cast)
    person = cast.people["qian"]
    cast.do("workforce.report_unfit", {"person": str(person.pk)}, by="zhao")
    assert person.pk not in stage.told(cast).staff.of


def test_a_wait_keeps_its_task_until_its_end(cast: Cast) -> None:
    order = stage.requested(cast)
    end = clock.now() + timedelta(hours=3)
    cast.do(
        "work.open_wait",
        {
            "order": str(order.pk), "task": key("A05"), "cause": "material",
            "holder": "库房", "expected_end": end.isoformat(),
        },
        by="wang",
    )  # fmt: skip
    job = next(job for job in stage.told(cast).jobs.jobs if job.key == key("A05"))
    assert job.release in {180, 181}


def test_an_order_that_was_stopped_rests(cast: Cast) -> None:
    order = stage.requested(cast)
    cast.do("work.stop_work", {"order": str(order.pk), "reason": "烟"}, by="liu")
    found = stage.told(cast)
    assert found.open.resting == {order.pk: "stopped"} and not found.missions


def test_what_runs_is_a_fact_for_the_plan(cast: Cast) -> None:
    order = stage.requested(cast)
    stage.done(cast, "A01", by="wang")
    cast.do("work.start_desk_work", {"task": key("A05"), "heads": []}, by="guo")
    found = stage.told(cast)
    [fixed] = found.jobs.fixed
    assert fixed.task == key("A05")
    assert fixed.crews == (f"person:{cast.people['guo'].pk}",)
    assert order.pk in {task.order_id for task in found.open.tasks}
