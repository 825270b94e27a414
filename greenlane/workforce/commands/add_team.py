"""People form a crew with a leader: who goes together, never who may do what."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.called import unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Rows, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_teams import TeamAdded
from greenlane.workforce.models import Team
from greenlane.workforce.teams import Member, people_of, put_in


class AddTeam(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    name_zh = Text(max_length=120, label=_("Name in Chinese"))
    name_en = Text(max_length=120, label=_("Name in English"), required=False)
    leader = Id(kind="person", label=_("Leader"))
    members = Rows(Member, min_rows=0, label=_("Members"))


@command(
    "workforce.add_team",
    title=_("Add a team"),
    takes=AddTeam,
    needs="administer",
    kind=DESK,
)
def add_team(form: AddTeam, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    unit = unit_called(given["unit"])
    if Team.objects.filter(unit=unit, name_zh=given["name_zh"]).exists():
        raise Refused("team-name-used", field="name_zh")
    people = people_of(given["leader"], given["members"])
    team = Team.objects.create(
        unit=unit,
        name_zh=given["name_zh"],
        name_en=given["name_en"],
        leader_id=given["leader"],
    )
    put_in(team, people)
    say(
        TeamAdded(team.pk, given["leader"], len(people)),
        subjects=(team, *(("person", key) for key in sorted(people))),
        unit=unit.pk,
    )
    return answer("team-added", team=team.pk)
