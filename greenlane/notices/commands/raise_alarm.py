"""Something stands that must not be overlooked: the house says so, once."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import rows
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Id
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.notices.alarms import by_the_house, subjects
from greenlane.notices.facts import AlarmRaised
from greenlane.notices.models import Alarm
from greenlane.notices.sorts import LABELS
from greenlane.work.models import Order


class RaiseAlarm(CommandForm):
    sort = forms.ChoiceField(choices=list(LABELS.items()), label=_("Which alarm"))
    about = forms.UUIDField(label=_("What it is about"))
    order = Id(kind="order", required=False, label=_("Order"))


@command(
    "notices.raise_alarm",
    title=_("Raise an alarm"),
    takes=RaiseAlarm,
    needs="publish",
    kind=DESK,
)
def raise_alarm(form: RaiseAlarm, *, by: Actor, at: datetime) -> Answer:
    by_the_house()
    given, unit = form.cleaned_data, rows.home_unit()
    order = rows.find(Order, given["order"]) if given["order"] else None
    about = {"unit": unit, "sort": given["sort"], "about": given["about"]}
    if Alarm.objects.filter(**about, cleared_at__isnull=True).exists():
        raise Refused("alarm-stands-already")
    row = Alarm.objects.create(**about, order=order, raised_at=at, level_at=at)
    say(
        AlarmRaised(row.pk, row.sort, row.about),
        subjects=subjects(row),
        unit=unit.pk,
        stamps=(row,),
    )
    return answer("alarm-raised", alarm=row.pk)
