"""A team is formed anew: who is named now is all of it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Rows
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_teams import TeamChanged
from greenlane.workforce.models import Team, TeamMember
from greenlane.workforce.teams import Member, people_of, put_in


class ChangeTeam(CommandForm):
    team = Id(kind="team", label=_("Team"))
    leader = Id(kind="person", label=_("Leader"))
    members = Rows(Member, min_rows=0, label=_("Members"))


@command(
    "workforce.change_team",
    title=_("Change a team"),
    takes=ChangeTeam,
    needs="plan",
    kind=DESK,
    relies_on=("workforce.team_changed",),
)
def change_team(form: ChangeTeam, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [team] = locks.take(rows.find(Team, given["team"]))
    leader, people = given["leader"], people_of(given["leader"], given["members"])
    standing = TeamMember.objects.filter(team=team)
    before = set(standing.values_list("person", flat=True))
    if before == people and team.leader_id == leader:
        raise Refused("nothing-to-change")
    joined, left = sorted(people - before), sorted(before - people)
    standing.filter(person__in=left).delete()
    put_in(team, joined)
    team.leader_id = leader
    team.save(update_fields=["leader"])
    say(
        TeamChanged(team.pk, leader, len(people), tuple(joined), tuple(left)),
        subjects=(team, *(("person", key) for key in sorted(before | people))),
        unit=team.unit_id,
    )
    return answer("team-changed", team=team.pk)
