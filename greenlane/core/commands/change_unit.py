"""A unit is called otherwise from now on; its code and its place in the tree stay."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from greenlane.core import locks, rows
from greenlane.core.access_facts import UnitChanged
from greenlane.core.actors import Actor
from greenlane.core.called import unit_called, unit_subject
from greenlane.core.command import Answer, answer, command, say
from greenlane.core.fields import Text
from greenlane.core.forms import CommandForm
from greenlane.core.kinds import DESK


class ChangeUnit(CommandForm):
    """What stays empty stays as it is."""

    unit = Text(max_length=8, label=_("Code of the unit"))
    name_zh = Text(max_length=120, label=_("Name in Chinese"), required=False)
    name_en = Text(max_length=120, label=_("Name in English"), required=False)


@command(
    "core.change_unit",
    title=_("Change the name of a unit"),
    takes=ChangeUnit,
    needs="administer",
    kind=DESK,
    relies_on=("core.unit_changed",),
)
def change_unit(form: ChangeUnit, *, by: Actor, at: datetime) -> Answer:
    given = form.cleaned_data
    [unit] = locks.take(unit_called(given.pop("unit")))
    changed = rows.mend(unit, given)
    unit.save(update_fields=changed)
    say(UnitChanged(unit.code), subjects=(unit_subject(unit),), unit=unit.pk)
    return answer("unit-changed", unit=unit.code)
