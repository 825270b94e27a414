"""Crews as the engine knows them: teams, and everybody else one by one.

Who is unfit, gone, without a certificate that is valid now, or of no field pool is in
none. Shifts and hours of duty are hard limits: a crew is there while it is on shift,
until it must rest, then again. Whoever was told no shift is there at any hour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from greenlane.core.models import PackVersion, Unit
from greenlane.dispatch.bridge.hours import there
from greenlane.dispatch.bridge.zones import cleared, passes
from greenlane.planning.rows import Crew
from greenlane.work.rest import duties
from greenlane.workforce import crewkeys
from greenlane.workforce.models import Certificate, Person, Pool, Team, TeamMember
from greenlane.workforce.rosters import rostered


@dataclass(frozen=True)
class Staff:
    """`of[person]` is the key of his crew; `skills[person]` what he is certified for.

    `people[crew]` are those that its heads are counted from, by their keys.
    """

    crews: tuple[Crew, ...]
    of: Mapping[UUID, str]
    skills: Mapping[UUID, frozenset[str]]
    people: Mapping[str, tuple[UUID, ...]]


def staff(
    unit: Unit,
    pack: PackVersion | None,
    places: Mapping[UUID, int],
    *,
    at: datetime,
    zero: datetime,
) -> Staff:
    """Everybody whom the unit could send now, or after a rest, or when on shift."""
    skills = _certified(unit, at)
    known = Person.objects.filter(
        pk__in=skills, pool=Pool.FIELD, unfit_since=None, left_at=None
    )
    mine = {key: skills[key] for key in known.values_list("pk", flat=True)}
    teams = {each.pk: each for each in Team.objects.filter(unit=unit)}
    roster, may_enter = rostered(unit, at=at), cleared(unit, at=at)
    duty = duties(mine, pack, at=at)
    crews, groups = [], {}
    for key, people in sorted(_groups(teams, mine, roster).items()):
        hours = there(key, [duty[person] for person in people], roster, zero=zero)
        if not hours:
            continue
        groups[key] = people
        crews.append(
            Crew(
                key,
                _heads(mine[person] for person in people),
                site=_place(places, _depot(teams, key)),
                shifts=hours,
                passes=passes(people, may_enter),
            )
        )
    of = {person: key for key, people in groups.items() for person in people}
    return Staff(tuple(crews), of, {person: mine[person] for person in of}, groups)


def _certified(unit: Unit, at: datetime) -> dict[UUID, frozenset[str]]:
    found: dict[UUID, set[str]] = {}
    rows = Certificate.objects.filter(
        person__unit=unit, revoked_at=None, issued_at__lte=at, expires_at__gt=at
    )
    for person, skill in rows.values_list("person", "skill"):
        found.setdefault(person, set()).add(skill)
    return {person: frozenset(each) for person, each in found.items()}


def _groups(
    teams: Mapping[UUID, Team],
    mine: Mapping[UUID, frozenset[str]],
    roster: Container[str],
) -> dict[str, tuple[UUID, ...]]:
    """A person belongs to the smallest of his teams: larger ones are drawn from gangs.

    By himself goes whoever is in none, and whoever has shifts of his own.
    """
    of: dict[UUID, UUID] = {}
    rows = TeamMember.objects.filter(team__in=teams, person__in=mine)
    members = list(rows.order_by("team", "pk").values_list("team", "person"))
    size = Counter(team for team, _person in members)
    for team, person in sorted(members, key=lambda each: size[each[0]]):
        of.setdefault(person, team)
    for each in teams.values():
        if each.leader_id and each.leader_id in mine:
            of.setdefault(each.leader_id, each.pk)
    groups: dict[str, list[UUID]] = {}
    for person in sorted(mine):
        alone, mine_in = crewkeys.of_person(person), of.get(person)
        key = crewkeys.of_team(mine_in) if mine_in and alone not in roster else alone
        groups.setdefault(key, []).append(person)
    return {key: tuple(people) for key, people in groups.items()}


def _heads(skills: Iterable[frozenset[str]]) -> tuple[tuple[str, int], ...]:
    counted: dict[str, int] = {}
    for each in skills:
        for skill in each:
            counted[skill] = counted.get(skill, 0) + 1
    return tuple(sorted(counted.items()))


def _depot(teams: Mapping[UUID, Team], key: str) -> UUID | None:
    kind, pk = crewkeys.parted(key)
    return teams[UUID(pk)].depot_id if kind == crewkeys.TEAM else None


def _place(places: Mapping[UUID, int], depot: UUID | None) -> int | None:
    return places.get(depot) if depot else None
