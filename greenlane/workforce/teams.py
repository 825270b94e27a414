"""Who stands in a team: the rows, as a form names them. The leader is one of them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.fields import Id
from greenlane.workforce.models import Team, TeamMember
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
