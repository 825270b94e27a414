"""A person has seen it. What it stands for goes on, and so does the alarm, quieter."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.called import own_account
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.notices.alarms import subjects, taken
from greenlane.notices.facts import AlarmAcknowledged


class AcknowledgeAlarm(CommandForm):
    alarm = Id(kind="alarm", label=_("Alarm"))


@command(
    "notices.acknowledge_alarm",
    title=_("Acknowledge an alarm"),
    takes=AcknowledgeAlarm,
    needs="hold",
    kind=DESK,
)
def acknowledge_alarm(form: AcknowledgeAlarm, *, by: Actor, at: datetime) -> Answer:
    row, account = taken(form.cleaned_data["alarm"]), own_account()
    if row.acknowledged_at:
        raise Refused("alarm-acknowledged-already")
    row.acknowledged_at, row.acknowledged_by = at, account
    row.save(update_fields=["acknowledged_at", "acknowledged_by"])
    say(
        AlarmAcknowledged(row.pk, row.sort, account.pk),
        subjects=subjects(row),
        unit=row.unit_id,
    )
    return answer("alarm-acknowledged", alarm=row.pk)
