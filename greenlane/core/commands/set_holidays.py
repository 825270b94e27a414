"""The days of a whole year are set at once, as the State Council announces them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.daylist import MOST_DAYS, NEED, DayRow, begin, judged
from greenlane.core.fields import Rows, Text
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import HolidaySet
from greenlane.core.kinds import DESK
from greenlane.core.models import Holiday
from greenlane.core.refusals import Malformed


class SetHolidays(CommandForm):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    rows = Rows(DayRow, max_rows=MOST_DAYS, label=_("Days"))


@command(
    "core.set_holidays",
    title=_("Set the days of a year"),
    takes=SetHolidays,
    needs=NEED,
    kind=DESK,
)
def set_holidays(form: SetHolidays, *, by: Actor, at: datetime) -> Answer:
    """What a table does not name stays; the same table again changes nothing."""
    plan, units = begin(form.cleaned_data, by)
    locks.take_all(units)
    judged(plan)
    if plan.errors:
        raise Malformed(plan.errors)
    for unit, days in plan.days.items():
        for day in days:
            Holiday.objects.update_or_create(
                unit=unit, day=day.day, defaults={"works": day.works, "name": day.name}
            )
            say(HolidaySet(day.day.isoformat(), day.works), subjects=(), unit=unit.pk)
    counts = plan.counts()
    return answer("holidays-set", **counts)
