"""A team starts from this depot from now on; its way to work is reckoned from there."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.places.models import Depot
from greenlane.workforce.facts_moves import TeamStationed
from greenlane.workforce.models import Team


class StationTeam(CommandForm):
    team = Id(kind="team", label=_("Team"))
    depot = Id(
        kind="depot",
        label=_("Depot"),
        required=False,
        help_text=_("Empty: the team starts from no depot."),
    )


@command(
    "workforce.station_team",
    title=_("Station a team at a depot"),
    takes=StationTeam,
    needs="administer",
    kind=DESK,
    relies_on=("workforce.team_stationed",),
)
def station_team(form: StationTeam, *, by: Actor, at: datetime) -> Answer:
    key = form.cleaned_data["depot"]
    found = rows.find(Team, form.cleaned_data["team"])
    depot = locks.take(rows.find(Depot, key))[0] if key else None
    [team] = locks.take(found)
    if depot is not None and depot.closed_at:
        raise Refused("depot-closed-already", field="depot")
    if team.depot_id == key:
        raise Refused("nothing-to-change")
    team.depot = depot
    team.save(update_fields=["depot"])
    say(
        TeamStationed(team.pk, key),
        subjects=(team, depot) if depot else (team,),
        unit=team.unit_id,
    )
    return answer("team-stationed", team=team.pk)
