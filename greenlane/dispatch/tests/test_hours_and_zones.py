"""Who is there when, and who may go in: hard limits of every plan."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.dispatch.bridge.hours import within
from greenlane.dispatch.tests import stage
from greenlane.places.models import Site, Zone
from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.work.models import Task
from greenlane.workforce.models import Shift
from greenlane.workforce.tests.test_leave import team
from greenlane.workforce.tests.test_shifts import hours
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HOUR = 60


def shifts_of(cast: Cast, key: str) -> tuple[tuple[int, int], ...] | None:
    found = {crew.key: crew.shifts for crew in stage.told(cast).crews}
    return found.get(key)


def test_a_crew_is_there_on_its_shifts_only(cast: Cast) -> None:
    key = team(cast, "liu", "zhou")
    assert shifts_of(cast, f"team:{key}")[0][0] == 0  # type: ignore[index]
    said = {"team": key, "shifts": [hours(2, 14), hours(26, 38)]}
    cast.do("workforce.set_shift", said, by="zhao")
    found = shifts_of(cast, f"team:{key}")
    assert found and len(found) == 2
    assert all(719 <= end - begin <= 720 for begin, end in found)
    stage.requested(cast)
    problem = stage.problem(stage.told(cast))
    assert check(problem, greedy(problem)) == []


def test_whoever_has_his_own_shifts_goes_by_himself(cast: Cast) -> None:
    key = team(cast, "liu", "zhou")
    said = {"person": cast.id("zhou"), "shifts": [hours(2, 8)]}
    cast.do("workforce.set_shift", said, by="zhao")
    found = stage.told(cast).staff
    assert found.of[cast.people["zhou"].pk] == f"person:{cast.id('zhou')}"
    assert found.of[cast.people["liu"].pk] == f"team:{key}"


def test_after_the_last_shift_nobody_is_there(cast: Cast) -> None:
    said = {"person": cast.id("zhou"), "shifts": [hours(2, 8)]}
    cast.do("workforce.set_shift", said, by="zhao")
    off = {"shift": str(Shift.objects.get().pk)}
    cast.do("workforce.cancel_shift", off, by="zhao")
    found = stage.told(cast).staff
    assert cast.people["zhou"].pk not in found.of
    assert cast.people["zhou"].pk not in found.skills


def test_rest_is_never_traded_for_a_shift() -> None:
    day = {"begins": 0, "left": 12 * HOUR, "most": 12 * HOUR, "rest": 8 * HOUR}
    # A day and a night at once: twelve hours, eight of rest, the last four.
    assert within(((0, 24 * HOUR),), **day) == ((0, 720), (1200, 1440))
    # Two shifts with five hours between them count as one spell of duty.
    assert within(((0, 480), (780, 1260)), **day) == ((0, 480), (780, 1020))
    # Whoever has slept between them begins anew.
    assert within(((0, 480), (960, 1500)), **day) == ((0, 480), (960, 1500))
    # Tired now: the shift begins when he has rested.
    tired = {**day, "begins": 300, "left": 0}
    assert within(((0, 1000),), **tired) == ((780, 1000),)
    # Three hours left, but the night shift lies beyond a rest.
    spent = {**day, "left": 180}
    assert within(((60, 500),), **spent) == ((60, 240),)
    assert within(((600, 1200),), **spent) == ((600, 1200),)


def closed(cast: Cast, kind: str = "lockdown") -> None:
    with guard.lifted():
        zone = Zone.objects.create(unit=cast.unit, name="封控区", kind=kind)
        Site.objects.filter(pk=cast.site.pk).update(zone=zone)


def clear(cast: Cast, *names: str) -> None:
    now = clock.now()
    for name in names:
        said = {
            "person": cast.id(name), "zone": "lockdown", "starts_at": now.isoformat(),
            "ends_at": (now + timedelta(hours=12)).isoformat(),
        }  # fmt: skip
        cast.do("workforce.clear_for_zone", said, by="zhao")


def test_only_the_cleared_are_planned_in_a_closed_zone(cast: Cast) -> None:
    closed(cast)
    stage.requested(cast)
    clear(cast, "zhou")
    found = stage.told(cast)
    lay = Task.objects.get(key="A10a")
    job = next(job for job in found.jobs.jobs if job.key == str(lay.pk))
    assert job.access == "lockdown"
    assert [x.key for x in found.crews if x.passes] == [f"person:{cast.id('zhou')}"]
    assert found.jobs.short[lay.pk] == (10, 1)  # Xu is not cleared
    ticket = next(j for j in found.jobs.jobs if j.key == key_of("A05"))
    assert ticket.access == "" and found.notes == ()  # out of store, not in the zone


def test_a_team_goes_in_whole_or_not_at_all(cast: Cast) -> None:
    key = team(cast, "liu", "zhou")
    closed(cast)
    stage.requested(cast)
    clear(cast, "zhou")
    crews = {crew.key: crew.passes for crew in stage.told(cast).crews}
    assert crews[f"team:{key}"] == ()
    clear(cast, "liu")
    crews = {crew.key: crew.passes for crew in stage.told(cast).crews}
    assert crews[f"team:{key}"] == ("lockdown",)


def test_where_nobody_keeps_the_list_it_is_not_asked_and_said_so(cast: Cast) -> None:
    closed(cast)
    stage.requested(cast)
    found = stage.told(cast)
    assert {job.access for job in found.jobs.jobs} == {""}
    assert found.notes == ("zones-not-asked",)


def key_of(task: str) -> str:
    return str(Task.objects.get(key=task).pk)
