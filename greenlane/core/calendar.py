"""Working days: a country's calendar with its moved days, and what the unit decided.

In China a Saturday may work and a Tuesday rest (调休); each year's list is announced
late in the year before. A year nobody has announced is guessed, and `known` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

import holidays

# More than any due time: a mistyped number must not walk to the end of the calendar.
FARTHEST = 3660
_DAY = timedelta(days=1)
_LAST_SECOND = time(23, 59, 59)


class UnknownCountry(ValueError):
    """Nobody keeps a calendar for this country code."""


class TooFar(ValueError):
    """More days than any due time, or past the end of the calendar."""


@dataclass(frozen=True)
class WorkingDays:
    """A unit's calendar: country code (ISO 3166) and its own days, True where it works.

    Raises UnknownCountry at birth.
    """

    country: str
    overrides: Mapping[date, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "overrides", MappingProxyType(dict(self.overrides)))
        if not _kept(self.country):
            raise UnknownCountry(self.country)

    def works(self, day: date) -> bool:
        """Whether this unit works on this day."""
        if day in self.overrides:
            return self.overrides[day]
        return day in _working(self.country, day.year)

    def of_country(self, day: date) -> bool:
        """The same by the country's calendar alone."""
        return day in _working(self.country, day.year)

    def known(self, year: int) -> bool:
        """Whether the country has announced this year; if not, its days are a guess."""
        return _announced(self.country, year)

    def guessed(self, start: date, end: date) -> tuple[int, ...]:
        """The years from start to end that nobody has announced: warn with them."""
        low, high = sorted((start.year, end.year))
        return tuple(year for year in range(low, high + 1) if not self.known(year))

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after the start; before it where n is negative.

        Zero is the start itself, or the next working day. Raises TooFar.
        """
        if abs(n) > FARTHEST:
            raise TooFar(n)
        days = _walk(start, -_DAY if n < 0 else _DAY)
        if n:
            next(days)  # a term begins on the day after
        return next(islice(filter(self.works, days), max(abs(n) - 1, 0), None))

    def count(self, start: date, end: date) -> int:
        """Working days after the start up to and with the end; negative if reversed."""
        low, high = sorted((start, end))
        if (high - low).days > FARTHEST:
            raise TooFar((high - low).days)
        days = (low + _DAY * n for n in range(1, (high - low).days + 1))
        found = sum(self.works(day) for day in days)
        return -found if end < start else found

    def due(
        self, start: datetime, amount: int | Decimal, *, unit: str, zone: tzinfo
    ) -> datetime:
        """When a term runs out: "WD" at the last second of that day there, else exact.

        `unit` is WD, d, h or min; `start` is aware. Raises TooFar, or ValueError for
        another unit, a broken working day, or a naive start.
        """
        if start.tzinfo is None:
            raise ValueError("the start needs its offset")
        if unit == "WD":
            if amount != int(amount):
                raise ValueError("working days are whole")
            day = self.add_working_days(start.astimezone(zone).date(), int(amount))
            return datetime.combine(day, _LAST_SECOND, tzinfo=zone)
        lengths = {"d": 86400, "h": 3600, "min": 60}
        if unit not in lengths:
            raise ValueError(f"no such unit of time: {unit!r}")
        try:
            return start + timedelta(seconds=float(amount) * lengths[unit])
        except OverflowError:
            raise TooFar(amount) from None


def _walk(start: date, step: timedelta) -> Iterator[date]:
    """The start and the days after it, one by one, as far as any term can reach."""
    day = start
    for _n in range(FARTHEST * 3):
        yield day
        try:
            day += step
        except OverflowError:
            break
    raise TooFar(start)


@lru_cache(maxsize=256)
def _kept(country: str) -> bool:
    # To ask the library for its list would load every country of the world.
    if not re.fullmatch("[A-Z]{2,3}", country):
        return False
    try:
        holidays.country_holidays(country)
    except NotImplementedError:
        return False
    return True


@lru_cache(maxsize=256)
def _working(country: str, year: int) -> frozenset[date]:
    # Built once and never changed: the library's own object grows while it is read.
    days = holidays.country_holidays(country, years=[year])
    first = date(year, 1, 1)
    length = (date(year, 12, 31) - first).days + 1
    every = (first + _DAY * n for n in range(length))
    return frozenset(day for day in every if days.is_working_day(day))


@lru_cache(maxsize=64)
def names(country: str, year: int, language: str) -> Mapping[date, str]:
    """What the days of rest of a country are called in a year; zh_CN or en_US."""
    try:
        found = holidays.country_holidays(country, years=[year], language=language)
    except NotImplementedError:
        return MappingProxyType({})
    return MappingProxyType(dict(found.items()))


@lru_cache(maxsize=256)
def _announced(country: str, year: int) -> bool:
    days = holidays.country_holidays(country)
    if not days.start_year <= year <= days.end_year:
        return False
    return not days.has_substituted_holidays or year in days.special_public_holidays
