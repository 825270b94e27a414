"""Who works by shifts, and when: one rule for the planner and for whoever is told.

Whoever had a shift in these days works by shifts, and is there only while he has one.
Whoever was told no shift is there at any hour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from greenlane.core.models import Unit
from greenlane.workforce import crewkeys
from greenlane.workforce.models import Shift, Team, TeamMember

REMEMBERED = timedelta(days=7)  # whoever had a shift in these works by shifts

Spell = tuple[datetime, datetime]


@dataclass(frozen=True)
class Hours:
    """Whether somebody is there now. `spell` is the shift he is on, if he has any."""

    there: bool
    spell: Spell | None = None


def rostered(unit: Unit, *, at: datetime) -> dict[str, tuple[Spell, ...]]:
    """Shifts to come by the key of the crew; none at all for whoever has had his last.

    A shift that was called off says that he works by shifts, and not then.
    """
    return _by_crew(_remembered(at).filter(unit=unit), at)


def hours_of(people: Collection[UUID], *, at: datetime) -> dict[UUID, Hours]:
    """Person → whether he is there now: by his own shifts and those of his teams.

    Three queries, however many they are.
    """
    teams: dict[UUID, set[UUID]] = defaultdict(set)
    members = TeamMember.objects.filter(person__in=people)
    for person, team in members.values_list("person", "team"):
        teams[person].add(team)
    led = Team.objects.filter(leader__in=people).values_list("leader", "pk")
    for leader, team in led:
        if leader:
            teams[leader].add(team)
    every = {team for mine in teams.values() for team in mine}
    rows = _remembered(at).filter(Q(person__in=people) | Q(team__in=every))
    roster = _by_crew(rows, at)
    return {
        person: _hours(
            [crewkeys.of_person(person), *map(crewkeys.of_team, teams[person])],
            roster,
            at,
        )
        for person in people
    }


def _hours(
    keys: list[str], roster: dict[str, tuple[Spell, ...]], at: datetime
) -> Hours:
    mine = [spell for key in keys for spell in roster.get(key, ())]
    now = [spell for spell in mine if spell[0] <= at < spell[1]]
    if now:
        return Hours(True, max(now, key=lambda spell: spell[1]))
    return Hours(not any(key in roster for key in keys))


def _remembered(at: datetime) -> QuerySet[Shift]:
    rows = Shift.objects.filter(ends_at__gt=at - REMEMBERED)
    return rows.order_by("starts_at", "id")


def _by_crew(rows: QuerySet[Shift], at: datetime) -> dict[str, tuple[Spell, ...]]:
    found: dict[str, tuple[Spell, ...]] = {}
    for shift in rows:
        key = crewkeys.of(team=shift.team_id, person=shift.person_id)
        spells = found.setdefault(key, ())
        if shift.cancelled_at is None and shift.ends_at > at:
            found[key] = (*spells, (shift.starts_at, shift.ends_at))
    return found
