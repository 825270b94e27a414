"""Teams: who leads, who stands in them, what they can show, where they start from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict

from greenlane.board.company.acts import Act, Acts
from greenlane.board.company.asking import (
    Choice,
    Piece,
    piece,
    unit_at,
    unit_choice,
    units_of,
    words,
)
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.scope import below
from greenlane.workforce.models import Certificate, Person, Team, TeamMember
from greenlane.workforce.skills import LABELS

ROWS = 30


@dataclass(frozen=True)
class TeamRow:
    """A team; `skills` says how many of it can show what now."""

    team: Team
    members: tuple[Person, ...]
    skills: tuple[tuple[str, int], ...]
    acts: list[Act]


@dataclass(frozen=True)
class TeamList:
    teams: tuple[TeamRow, ...]
    piece: Piece
    choices: tuple[Choice, ...]
    asked: dict[str, str]
    add: Act | None


def team_list(actor: Actor, query: QueryDict, *, back: str) -> TeamList:
    """By name, page by page. Five queries, however many teams."""
    asked, units = words(query, "q", "unit"), units_of(actor)
    seen, acts = Team.objects.seen_by(actor), Acts(actor, back)
    rows = seen.select_related("unit", "leader", "depot")
    if at := unit_at(units, asked["unit"]):
        rows = rows.filter(unit__path__startswith=at.path)
    if said := asked["q"]:
        rows = rows.filter(Q(name_zh__icontains=said) | Q(name_en__icontains=said))
    found = piece(rows, query, by="name_zh", size=ROWS, seen=seen)
    members, skills = _members(found.rows, actor), _skills(found.rows)
    listed = tuple(
        TeamRow(
            team,
            tuple(members.get(team.pk, ())),
            tuple(_counted(members.get(team.pk, ()), skills)),
            _acts(team, acts),
        )
        for team in found.rows
    )
    chosen = unit_choice(units, asked["unit"])
    choices = (chosen,) if chosen else ()
    return TeamList(listed, found, choices, asked, acts.one("workforce.add_team"))


def _members(teams: tuple[Team, ...], actor: Actor) -> dict[UUID, list[Person]]:
    """Team → those of it whom the reader may see by name."""
    rows = TeamMember.objects.filter(below(actor, "person__unit__path"), team__in=teams)
    found: dict[UUID, list[Person]] = {}
    for row in rows.select_related("person").order_by("person__name_zh"):
        found.setdefault(row.team_id, []).append(row.person)
    return found


def _skills(teams: tuple[Team, ...]) -> dict[UUID, set[str]]:
    """Person → what a certificate shows now."""
    now, found = clock.now(), {}  # type: ignore[var-annotated]
    rows: QuerySet[Certificate] = Certificate.objects.filter(
        person__in=TeamMember.objects.filter(team__in=teams).values("person"),
        revoked_at__isnull=True,
        issued_at__lte=now,
        expires_at__gt=now,
    )
    for person, skill in rows.values_list("person", "skill"):
        found.setdefault(person, set()).add(skill)
    return found


def _counted(
    members: list[Person] | tuple[()], skills: dict[UUID, set[str]]
) -> list[tuple[str, int]]:
    shown = Counter(skill for each in members for skill in skills.get(each.pk, ()))
    return [(str(LABELS[skill]), shown[skill]) for skill in LABELS if shown[skill]]


def _acts(team: Team, acts: Acts) -> list[Act]:
    names = ("change_team", "rename_team", "station_team")
    verbs = [f"workforce.{name}" for name in names]
    return acts.several(team.unit.path, *verbs, team=team.pk)
