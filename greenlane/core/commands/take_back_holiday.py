"""A day that was set by mistake goes by the country's calendar again."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core.access_facts import HolidayTakenBack
from greenlane.core.actors import Actor
from greenlane.core.called import unit_called, unit_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Day, Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK
from greenlane.core.models import Holiday
from greenlane.core.refusals import Refused


class TakeBackHoliday(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    day = Day(label=_("Day"), help_text=_("As 2022-04-05."))


@command(
    "core.take_back_holiday",
    title=_("Take back a holiday or working day"),
    takes=TakeBackHoliday,
    needs="administer",
    kind=DESK,
)
def take_back_holiday(form: TakeBackHoliday, *, by: Actor, at: datetime) -> Answer:
    unit, day = unit_called(form.cleaned_data["unit"]), form.cleaned_data["day"]
    gone, _rows = Holiday.objects.filter(unit=unit, day=day).delete()
    if not gone:
        raise Refused("holiday-not-set", field="day")
    say(
        HolidayTakenBack(day.isoformat()),
        subjects=(unit_subject(unit),),
        unit=unit.pk,
    )
    return answer("holiday-taken-back", day=day.isoformat())
