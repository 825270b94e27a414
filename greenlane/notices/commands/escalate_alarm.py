"""Nobody has acknowledged the alarm in time: the next role in the chain is told."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.notices import figures
from greenlane.notices.alarms import by_the_house, subjects, taken
from greenlane.notices.facts import AlarmEscalated


class EscalateAlarm(CommandForm):
    alarm = Id(kind="alarm", label=_("Alarm"))


@command(
    "notices.escalate_alarm",
    title=_("Tell the next one of an alarm"),
    takes=EscalateAlarm,
    needs="publish",
    kind=DESK,
)
def escalate_alarm(form: EscalateAlarm, *, by: Actor, at: datetime) -> Answer:
    row = taken(form.cleaned_data["alarm"])
    by_the_house()
    if row.acknowledged_at:
        raise Refused("alarm-acknowledged-already")
    chain = figures.chain(row.unit)
    if row.level + 1 >= len(chain):
        raise Refused("nobody-is-next")
    if at < row.level_at + figures.patience(row.unit, row.sort):
        raise Refused("alarm-not-due")
    row.level, row.level_at = row.level + 1, at
    row.save(update_fields=["level", "level_at"])
    say(
        AlarmEscalated(row.pk, row.sort, chain[row.level]),
        subjects=subjects(row),
        unit=row.unit_id,
    )
    return answer("alarm-escalated", alarm=row.pk, role=chain[row.level])
