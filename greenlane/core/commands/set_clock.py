"""The clock of a drill is set: forward, faster or still, never into what was told."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.called import unit_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Instant
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import ClockSet
from greenlane.core.kinds import DESK
from greenlane.core.models import Event, Unit
from greenlane.core.refusals import Refused
from greenlane.core.rows import home_unit


class SetClock(CommandForm):
    start = Instant(
        label=_("The clock reads"),
        required=False,
        help_text=_("Left empty, only the speed changes."),
    )
    speed = forms.FloatField(
        label=_("Speed"),
        min_value=0,
        max_value=3600,
        help_text=_("1 is as on the wall, 60 a minute a second, 0 stands still."),
    )


@command(
    "core.set_clock",
    title=_("Set the drill clock"),
    takes=SetClock,
    needs="administer",
    kind=DESK,
)
def set_clock(form: SetClock, *, by: Actor, at: datetime) -> Answer:
    unit: Unit
    [unit] = locks.take(home_unit())
    if not unit.is_drill:
        raise Refused("only-drills-have-clocks")
    now = clock.now()
    start = form.cleaned_data["start"] or now
    # This very setting is told at the time that the clock reads now.
    last = max(_last_told(unit) or now, now)
    if start < last:
        raise Refused("clock-never-goes-back", field="start", last=last.isoformat())
    unit.clock_start, unit.clock_set_at = start, clock.wall()
    unit.clock_speed = form.cleaned_data["speed"]
    unit.save(update_fields=["clock_start", "clock_set_at", "clock_speed"])
    say(
        ClockSet(start.isoformat(), unit.clock_speed),
        subjects=(unit_subject(unit),),
        unit=unit.pk,
    )
    return answer("clock-set", start=start.isoformat(), speed=unit.clock_speed)


def _last_told(unit: Unit) -> datetime | None:
    """The latest moment that the unit's stream speaks of."""
    last = Event.objects.filter(unit=unit).aggregate(Max("at"), Max("recorded_at"))
    return max((each for each in last.values() if each), default=None)
