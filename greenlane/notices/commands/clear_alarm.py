"""What the alarm stood for is over: it goes by itself, acknowledged or not."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.notices.alarms import by_the_house, subjects, taken
from greenlane.notices.facts import AlarmCleared


class ClearAlarm(CommandForm):
    alarm = Id(kind="alarm", label=_("Alarm"))


@command(
    "notices.clear_alarm",
    title=_("Say that an alarm is over"),
    takes=ClearAlarm,
    needs="publish",
    kind=DESK,
)
def clear_alarm(form: ClearAlarm, *, by: Actor, at: datetime) -> Answer:
    row = taken(form.cleaned_data["alarm"])
    by_the_house()
    row.cleared_at = at
    row.save(update_fields=["cleared_at"])
    say(AlarmCleared(row.pk, row.sort), subjects=subjects(row), unit=row.unit_id)
    return answer("alarm-cleared", alarm=row.pk)
