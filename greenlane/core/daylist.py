"""A table of the days that a unit works or rests on against the week: one a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from greenlane.core.actors import Actor
from greenlane.core.fields import Day, Text
from greenlane.core.models import Holiday, Unit
from greenlane.core.refusals import FieldError
from greenlane.core.sheets.columns import Chosen, Column, Sheet, day, entitle
from greenlane.core.sheets.gather import gather, units_of

NEED = "administer"
MOST_DAYS = 400  # the days of a year, and what was typed twice
WORKS = {"yes": _("A working day"), "no": _("A day of rest")}
COLUMNS: tuple[Column, ...] = (
    Column("unit", _("Unit code"), _("empty: your own unit")),
    day("day", _("Day"), _("such as 2022-04-05")),
    Chosen("works", _("What it is"), _("one of"), names=WORKS),
    Column("name", _("Name"), _("of the holiday")),
)


class DayRow(forms.Form):
    unit = Text(max_length=8, label=_("Code of the unit"), required=False)
    day = Day(label=_("Day"))
    works = forms.ChoiceField(choices=list(WORKS.items()), label=_("What it is"))
    name = Text(max_length=60, label=_("Name"))


entitle(DayRow, COLUMNS)


@dataclass(frozen=True)
class Set:
    """A day as the table has it."""

    day: date
    works: bool
    name: str


@dataclass
class DayPlan:
    """`days` are those of each unit that are not so yet; `made` of them are new."""

    errors: list[FieldError] = field(default_factory=list)
    wanted: dict[Unit, list[Set]] = field(default_factory=dict)
    days: dict[Unit, list[Set]] = field(default_factory=dict)
    made: int = 0
    same: int = 0

    def counts(self) -> dict[str, int]:
        changed = sum(len(days) for days in self.days.values()) - self.made
        return {"created": self.made, "changed": changed, "unchanged": self.same}

    def new_names(self) -> Mapping[str, Sequence[str]]:
        return {}


def begin(given: Mapping[str, Any], by: Actor) -> tuple[DayPlan, list[Unit]]:
    """The rows by unit; the command locks the units before it judges."""
    rows = [
        {**row, "unit": row["unit"], "day": row["day"].isoformat()}
        for row in given["rows"]
    ]
    units = units_of(rows, by, need=NEED, home=given["unit"])
    found = gather(rows, units, key="day", own=("works", "name"))
    plan = DayPlan(found.errors)
    for each in found.wanted:
        one = Set(
            date.fromisoformat(each.key), each.own["works"] == "yes", each.own["name"]
        )
        plan.wanted.setdefault(each.unit, []).append(one)
    return plan, list(plan.wanted)


def judged(plan: DayPlan) -> DayPlan:
    """What differs from the days that are set."""
    rows = Holiday.objects.filter(unit__in=plan.wanted)
    known = {(row.unit_id, row.day): (row.works, row.name) for row in rows}
    for unit, days in plan.wanted.items():
        for one in days:
            stands = known.get((unit.pk, one.day))
            if stands == (one.works, one.name):
                plan.same += 1
                continue
            plan.made += stands is None
            plan.days.setdefault(unit, []).append(one)
    return plan


def planned(given: Mapping[str, Any], by: Actor) -> DayPlan:
    """For a dry run: read as things stand, nothing is locked."""
    plan, _units = begin(given, by)
    return judged(plan)


HOLIDAYS = Sheet(
    "holidays",
    _("Holidays of a year"),
    "core.set_holidays",
    COLUMNS,
    planned,
    key="day",
)
