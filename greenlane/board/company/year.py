"""The year of a unit at a glance: what is worked, what is rested on, and why."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.dates import MONTHS, WEEKDAYS_ABBR
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenlane.board.company.acts import Act, Acts
from greenlane.board.company.asking import Choice, unit_at, unit_choice, units_of, words
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.calendar import WorkingDays, names
from greenlane.core.models import Holiday, Unit

SATURDAY, FIRST, LAST = 5, 2000, 2100
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayCell:
    """One day: `kind` is work, rest, holiday (rest on a weekday) or moved (worked on a
    weekend); `set_here` where the unit decided it itself.
    """

    day: date
    kind: str
    name: str
    set_here: bool
    today: bool

    @property
    def says(self) -> str:
        words = {
            "work": _("working day"),
            "rest": _("day of rest"),
            "holiday": _("holiday"),
            "moved": _("working day on a weekend"),
        }
        return words[self.kind]


@dataclass(frozen=True)
class Odd:
    """A day against the week, and how it is changed."""

    cell: DayCell
    weekday: str
    acts: list[Act]


@dataclass(frozen=True)
class Year:
    year: int
    unit: Unit
    choices: tuple[Choice, ...]
    weekdays: tuple[str, ...]
    months: tuple[tuple[str, tuple[tuple[DayCell | None, ...], ...]], ...]
    odd: tuple[Odd, ...]
    is_known: bool
    working: int
    before: str
    after: str
    set: Act | None
    table: bool


def year_of(actor: Actor, query: QueryDict, *, back: str) -> Year:
    """The year that the address names, of one unit; else this year of the own one."""
    asked, units = words(query, "unit", "year"), units_of(actor)
    home = next((unit for unit in units if unit.pk == actor.unit), None)
    unit = unit_at(units, asked["unit"]) or home or units[0]
    today = clock.now().astimezone(ZoneInfo(unit.timezone)).date()
    year = _year(asked["year"], today.year)
    cells = _cells(unit, year, today)
    acts, path = Acts(actor, back), unit.path
    chosen = unit_choice(units, unit.code)
    return Year(
        year=year,
        unit=unit,
        choices=(chosen,) if chosen else (),
        weekdays=tuple(str(WEEKDAYS_ABBR[n]) for n in range(7)),
        months=tuple((str(MONTHS[n]), _weeks(year, n, cells)) for n in range(1, 13)),
        odd=tuple(
            Odd(cell, str(WEEKDAYS_ABBR[cell.day.weekday()]), _acts(cell, unit, acts))
            for cell in cells.values()
            if cell.set_here or cell.kind in {"holiday", "moved"}
        ),
        is_known=WorkingDays(unit.country).known(year),
        working=sum(cell.kind in {"work", "moved"} for cell in cells.values()),
        before=_address(query, year - 1),
        after=_address(query, year + 1),
        set=acts.one("core.set_holiday", path, unit=unit.code),
        table=actor.may("administer", path),
    )


def _year(said: str, this: int) -> int:
    year = int(said) if said.isascii() and said.isdigit() and len(said) == 4 else this
    return min(max(year, FIRST), LAST)


def _address(query: QueryDict, year: int) -> str:
    where = query.copy()
    where["year"] = str(year)
    return f"?{where.urlencode()}" if FIRST <= year <= LAST else ""


def _cells(unit: Unit, year: int, today: date) -> dict[date, DayCell]:
    rows = Holiday.objects.filter(unit=unit, day__year=year)
    own = {row.day: row for row in rows}
    days = WorkingDays(unit.country, {day: row.works for day, row in own.items()})
    zh = (get_language() or "").startswith("zh")
    called = names(unit.country, year, "zh_CN" if zh else "en_US")
    found, day = {}, date(year, 1, 1)
    while day.year == year:
        row, works = own.get(day), days.works(day)
        name = row.name if row else ("" if works else called.get(day, ""))
        kind = _kind(day, works=works, named=bool(name))
        found[day] = DayCell(day, kind, name, row is not None, day == today)
        day += _DAY
    return found


def _kind(day: date, *, works: bool, named: bool) -> str:
    weekend = day.weekday() >= SATURDAY
    if works:
        return "moved" if weekend else "work"
    return "holiday" if named or not weekend else "rest"


def _weeks(
    year: int, month: int, cells: dict[date, DayCell]
) -> tuple[tuple[DayCell | None, ...], ...]:
    weeks = calendar.Calendar().monthdayscalendar(year, month)
    return tuple(
        tuple(cells[date(year, month, day)] if day else None for day in week)
        for week in weeks
    )


def _acts(cell: DayCell, unit: Unit, acts: Acts) -> list[Act]:
    known = {"unit": unit.code, "day": cell.day.isoformat()}
    verbs = ["core.set_holiday"]
    if cell.set_here:
        verbs.append("core.take_back_holiday")
    return acts.several(unit.path, *verbs, **known)
