"""A unit gets its place in the tree, a stream, and, as a drill, its own clock."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core import clock, locks
from greenlane.core.actors import Actor
from greenlane.core.called import unit_called, unit_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Instant, Text
from greenlane.core.forms import CommandForm
from greenlane.core.house_facts import UnitAdded
from greenlane.core.kinds import DESK
from greenlane.core.models import Head, Unit
from greenlane.core.refusals import Refused


class AddUnit(CommandForm):
    parent = Text(max_length=8, label=_("Code of the unit above"), required=False)
    code = forms.RegexField(r"^[A-Z][A-Z0-9]{0,7}$", label=_("Code"))
    name_zh = Text(max_length=120, label=_("Name in Chinese"))
    name_en = Text(max_length=120, label=_("Name in English"))
    timezone = Text(max_length=40, label=_("Time zone"), required=False)
    is_drill = forms.BooleanField(label=_("For drills only"), required=False)
    clock_start = Instant(label=_("The drill begins at"), required=False)
    clock_speed = forms.FloatField(
        label=_("Speed of the drill clock"), required=False, min_value=0, max_value=3600
    )


@command(
    "core.add_unit",
    title=_("Add a unit"),
    takes=AddUnit,
    needs="administer",
    kind=DESK,
)
def add_unit(form: AddUnit, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [parent] = locks.take(unit_called(given["parent"]))
    if Unit.objects.filter(code=given["code"]).exists():
        raise Refused("unit-code-used", used=given["code"])
    unit = Unit(parent=parent, pack=parent.pack, country=parent.country)
    unit.code, unit.name_zh, unit.name_en = (
        given["code"],
        given["name_zh"],
        given["name_en"],
    )
    unit.timezone = _known_zone(given["timezone"] or parent.timezone)
    _start_clock(unit, form)
    place(unit)
    say(
        UnitAdded(unit.pk, unit.code, unit.is_drill),
        subjects=(unit_subject(unit),),
        unit=parent.pk,
    )
    return answer("unit-added", unit=unit.code)


def place(unit: Unit) -> Unit:
    """Save the unit below its parent with an empty stream; its path ends in its key."""
    above = unit.parent.path if unit.parent else ""
    unit.path = f"{above}?{unit.code}"
    unit.save()
    unit.path = f"{above}{unit.pk}."
    unit.save(update_fields=["path"])
    Head.objects.create(unit=unit)
    return unit


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise Refused("unknown-time-zone")
    return name


def _start_clock(unit: Unit, form: AddUnit) -> None:
    """A drill may begin on any day; a live unit runs with the wall."""
    given = form.cleaned_data
    unit.is_drill = given["is_drill"]
    if given["clock_start"] is None:
        return
    if not unit.is_drill:
        raise Refused("only-drills-have-clocks", field="clock_start")
    speed = given["clock_speed"]
    unit.clock_start, unit.clock_set_at = given["clock_start"], clock.wall()
    unit.clock_speed = 1.0 if speed is None else speed
