"""What the plan wants begun soon and nobody is assigned to: whom to assign, who leads.

A line proposes crews; an assignment names persons. The leader of the first crew leads
if he may; the others of the crews show the skill, as many as the task asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.models import Unit
from greenlane.dispatch.bridge.figures import figures
from greenlane.dispatch.models import Line
from greenlane.work.models import Assignment
from greenlane.work.people import ANY
from greenlane.workforce import crewkeys
from greenlane.workforce.models import Certificate, Person, Pool, TeamMember

LEADS, HELPS = "leader", "crew"


@dataclass(frozen=True)
class Due:
    """A line that begins within the notice window, and whom to assign to it."""

    line: Line
    people: tuple[tuple[Person, str], ...]


def notice(unit: Unit) -> timedelta:
    """So long before its start a line is to be known to whoever goes."""
    return timedelta(minutes=figures(unit.pack).notice)


def due(unit: Unit, lines: Iterable[Line], *, now: datetime) -> tuple[Due, ...]:
    """Of these lines. Five queries."""
    until = now + notice(unit)
    soon = [each for each in lines if not each.fixed and each.start_at <= until]
    given = _given([each.task_id for each in soon])
    members = _members(soon)
    able = {pk for people in members.values() for pk in people}
    shown, people = _certified(able, now), _fit(able)
    found = []
    for line in soon:
        crew = [
            people[pk]
            for each in line.crews.all()
            for pk in members.get(each.key, ())
            if pk in people
        ]
        wanted = tuple(_wanted(line, crew, shown, given.get(line.task_id, {})))
        if wanted:
            found.append(Due(line, wanted))
    return tuple(found)


def _given(tasks: Collection[UUID]) -> dict[UUID, dict[UUID, str]]:
    """Task → who is assigned already, and as what."""
    rows = Assignment.objects.current().filter(task__in=tasks, ended_at__isnull=True)
    found: dict[UUID, dict[UUID, str]] = {}
    for task, person, role in rows.values_list("task", "person", "role"):
        found.setdefault(task, {})[person] = role
    return found


def _members(lines: Sequence[Line]) -> dict[str, list[UUID]]:
    """Crew → its people, the leader first."""
    crews = [crew for line in lines for crew in line.crews.all()]
    found: dict[str, list[UUID]] = {}
    for crew in crews:
        if crew.team and crew.team.leader_id:
            found[crew.key] = [crew.team.leader_id]
        elif crew.person_id:
            found[crew.key] = [crew.person_id]
    teams = {crew.team_id for crew in crews if crew.team_id}
    rows = TeamMember.objects.filter(team__in=teams).order_by("pk")
    for team, person in rows.values_list("team", "person"):
        known = found.setdefault(crewkeys.of_team(team), [])
        if person not in known:
            known.append(person)
    return found


def _certified(people: Collection[UUID], now: datetime) -> dict[UUID, set[str]]:
    rows = Certificate.objects.filter(
        person__in=people, revoked_at=None, issued_at__lte=now, expires_at__gt=now
    )
    found: dict[UUID, set[str]] = {}
    for person, skill in rows.values_list("person", "skill"):
        found.setdefault(person, set()).add(skill)
    return found


def _fit(people: Collection[UUID]) -> dict[UUID, Person]:
    rows: QuerySet[Person] = Person.objects.filter(
        pk__in=people, pool=Pool.FIELD, unfit_since=None, left_at=None
    )
    return {row.pk: row for row in rows}


def _wanted(
    line: Line,
    crew: Sequence[Person],
    shown: dict[UUID, set[str]],
    given: dict[UUID, str],
) -> Iterator[tuple[Person, str]]:
    """Who is still missing on this line; nobody where enough are assigned."""
    skill, heads = line.task.skill, max(1, line.task.heads)
    able = [each for each in crew if _shows(shown, each, skill)]
    if LEADS not in given.values():
        leads = [x for x in crew if _shows(shown, x, LEADS)] if skill != ANY else []
        first = next(iter([*leads, *able]), None)
        if first is None or first.pk in given:
            return
        given = {**given, first.pk: LEADS}
        yield first, LEADS
    for each in able:
        if len(given) >= heads:
            return
        if each.pk not in given:
            given = {**given, each.pk: HELPS}
            yield each, HELPS


def _shows(shown: dict[UUID, set[str]], person: Person, skill: str) -> bool:
    have = shown.get(person.pk, set())
    return bool(have) if skill == ANY else skill in have
