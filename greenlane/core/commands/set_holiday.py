"""A day is worked, or rested on, against the country's calendar (调休)."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.called import unit_called
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Day, Text
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import HolidaySet
from greenlane.core.kinds import DESK
from greenlane.core.models import Holiday


class SetHoliday(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    day = Day(label=_("Day"), help_text=_("As 2022-04-05."))
    works = forms.ChoiceField(
        choices=[("yes", _("A working day")), ("no", _("A day of rest"))],
        label=_("What it is"),
    )
    name = Text(max_length=60, label=_("Name"))


@command(
    "core.set_holiday",
    title=_("Set a holiday or working day"),
    takes=SetHoliday,
    needs="administer",
    kind=DESK,
)
def set_holiday(form: SetHoliday, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    unit = unit_called(given["unit"])
    works = given["works"] == "yes"
    holiday, _made = Holiday.objects.update_or_create(
        unit=unit, day=given["day"], defaults={"works": works, "name": given["name"]}
    )
    say(HolidaySet(given["day"].isoformat(), works), subjects=(holiday,), unit=unit.pk)
    return answer("holiday-set", holiday=holiday.pk)
