"""A team is called otherwise; who stands in it stays."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.workforce.facts_moves import TeamRenamed
from greenlane.workforce.models import Team


class RenameTeam(CommandForm):
    """What stays empty stays as it is."""

    team = Id(kind="team", label=_("Team"))
    name_zh = Text(max_length=120, label=_("Name in Chinese"), required=False)
    name_en = Text(max_length=120, label=_("Name in English"), required=False)


@command(
    "workforce.rename_team",
    title=_("Change the name of a team"),
    takes=RenameTeam,
    needs="administer",
    kind=DESK,
    relies_on=("workforce.team_renamed",),
)
def rename_team(form: RenameTeam, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [team] = locks.take(rows.find(Team, given.pop("team")))
    twins = Team.objects.filter(unit=team.unit_id, name_zh=given["name_zh"])
    if twins.exclude(pk=team.pk).exists():
        raise Refused("team-name-used", field="name_zh")
    team.save(update_fields=rows.mend(team, given))
    say(TeamRenamed(team.pk), subjects=(team,), unit=team.unit_id)
    return answer("team-renamed", team=team.pk)
