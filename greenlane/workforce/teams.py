"""Who stands in a team: the rows, as a form names them. The leader is one of them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.command import say
from greenlane.core.fields import Id
from greenlane.core.models import Unit
from greenlane.workforce.facts_moves import TeamLeft
from greenlane.workforce.models import Person, Team, TeamMember
from greenlane.workforce.queries import person_named


class Member(forms.Form):
    person = Id(kind="person", label=_("Person"))


def people_of(leader: UUID, members: Iterable[dict[str, UUID]]) -> set[UUID]:
    """Keys of leader and members, each once; one that nobody has is NotFound (404)."""
    keys = {leader, *(each["person"] for each in members)}
    return {person_named(key).pk for key in sorted(keys)}


def put_in(team: Team, people: Iterable[UUID]) -> None:
    """These people stand in the team too."""
    TeamMember.objects.bulk_create(
        TeamMember(unit_id=team.unit_id, team=team, person_id=key)
        for key in sorted(people)
    )


def take_out(person: Person, *, keep: Unit | None = None) -> int:
    """The person stands in no team any more, but those of the unit to keep.

    A team that the person led has no leader then. How many teams that were.
    """
    mine = Team.objects.filter(Q(leader=person) | Q(members=person))
    if keep is not None:
        mine = mine.exclude(unit=keep)
    teams = locks.take_all(mine.distinct())
    for team in teams:
        led = team.leader_id == person.pk
        TeamMember.objects.filter(team=team, person=person).delete()
        if led:
            team.leader = None
            team.save(update_fields=["leader"])
        say(
            TeamLeft(team.pk, person.pk, led),
            subjects=(team, person),
            unit=team.unit_id,
        )
    return len(teams)
