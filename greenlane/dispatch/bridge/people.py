"""Crews as the engine knows them: teams, and everybody else one by one.

Who is unfit, gone, without a certificate that is valid now, or of no field pool is in
none. Hours of duty are hard limits: a crew is there until it must rest, then again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from greenlane.core.models import PackVersion, Unit
from greenlane.planning.rows import Crew
from greenlane.work.rest import Duty, duties
from greenlane.workforce.models import Certificate, Person, Pool, Team, TeamMember

_MINUTE = timedelta(minutes=1)
_DAYS = 21  # as far as shifts are laid out; nobody plans a surge further


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
    unit: Unit, pack: PackVersion | None, places: Mapping[UUID, int], *, at: datetime
) -> Staff:
    """Everybody whom the unit could send now or after a rest."""
    skills = _certified(unit, at)
    rows = {
        each.pk: each
        for each in Person.objects.filter(
            pk__in=skills, pool=Pool.FIELD, unfit_since=None, left_at=None
        )
    }
    mine = {key: skills[key] for key in rows}
    teams = {each.pk: each for each in Team.objects.filter(unit=unit)}
    groups = _groups(teams, mine)
    duty = duties(mine, pack, at=at)
    crews = tuple(
        Crew(
            key,
            _heads(mine[person] for person in people),
            site=_place(places, _depot(teams, key)),
            shifts=_shifts([duty[person] for person in people], at),
        )
        for key, people in sorted(groups.items())
    )
    of = {person: key for key, people in groups.items() for person in people}
    return Staff(crews, of, mine, groups)


def _certified(unit: Unit, at: datetime) -> dict[UUID, frozenset[str]]:
    found: dict[UUID, set[str]] = {}
    rows = Certificate.objects.filter(
        person__unit=unit, revoked_at=None, issued_at__lte=at, expires_at__gt=at
    )
    for person, skill in rows.values_list("person", "skill"):
        found.setdefault(person, set()).add(skill)
    return {person: frozenset(each) for person, each in found.items()}


def _groups(
    teams: Mapping[UUID, Team], mine: Mapping[UUID, frozenset[str]]
) -> dict[str, tuple[UUID, ...]]:
    """A person belongs to his first team; whoever is in none goes by himself."""
    of: dict[UUID, UUID] = {}
    rows = TeamMember.objects.filter(team__in=teams, person__in=mine)
    for team, person in rows.order_by("team", "pk").values_list("team", "person"):
        of.setdefault(person, team)
    for each in teams.values():
        if each.leader_id and each.leader_id in mine:
            of.setdefault(each.leader_id, each.pk)
    groups: dict[str, list[UUID]] = {}
    for person in sorted(mine):
        key = f"team:{of[person]}" if person in of else f"person:{person}"
        groups.setdefault(key, []).append(person)
    return {key: tuple(people) for key, people in groups.items()}


def _heads(skills: Iterable[frozenset[str]]) -> tuple[tuple[str, int], ...]:
    counted: dict[str, int] = {}
    for each in skills:
        for skill in each:
            counted[skill] = counted.get(skill, 0) + 1
    return tuple(sorted(counted.items()))


def _depot(teams: Mapping[UUID, Team], key: str) -> UUID | None:
    kind, _colon, pk = key.partition(":")
    return teams[UUID(pk)].depot_id if kind == "team" else None


def _place(places: Mapping[UUID, int], depot: UUID | None) -> int | None:
    return places.get(depot) if depot else None


def _shifts(duty: Sequence[Duty], at: datetime) -> tuple[tuple[int, int], ...]:
    """On duty together: from when the last may begin to when the first must rest."""
    begins = max(0, max((each.free_from - at) // _MINUTE for each in duty))
    left = min(each.left for each in duty) // _MINUTE
    most, rest = duty[0].most // _MINUTE, duty[0].rest // _MINUTE
    found, end = [], begins + left
    if left > 0:
        found.append((begins, end))
    while end < _DAYS * 24 * 60:
        found.append((end + rest, end + rest + most))
        end += rest + most
    return tuple(found)
