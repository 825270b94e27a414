"""Of which unit and which days a page was asked; what was asked wrongly is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.timezone import localtime

from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.models import Unit
from greenlane.core.scope import below

MOST = timedelta(days=366)


@dataclass(frozen=True)
class Asked:
    """Both days are whole days on the clock of the unit."""

    unit: Unit
    units: tuple[Unit, ...]
    first: date
    last: date

    @property
    def start(self) -> datetime:
        return self._midnight(self.first)

    @property
    def end(self) -> datetime:
        return self._midnight(self.last + timedelta(days=1))

    @property
    def query(self) -> dict[str, str]:
        """The same question as an address: whoever gets it sees the same figures."""
        return {
            "unit": self.unit.code,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
        }

    @property
    def address(self) -> str:
        return urlencode(self.query)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(self.unit.timezone))


def asked_of(actor: Actor, query: Mapping[str, str]) -> Asked:
    """By default the reader's own unit, and this month until today."""
    units = tuple(Unit.objects.filter(below(actor, "path")).order_by("path"))
    own = next((each for each in units if each.pk == actor.unit), units[0])
    unit = next((each for each in units if each.code == query.get("unit", "")), own)
    today = localtime(clock.now(), ZoneInfo(unit.timezone)).date()
    last = _day(query.get("to", "")) or today
    first = _day(query.get("from", "")) or last.replace(day=1)
    first = min(first, last)
    return Asked(unit, units, max(first, last - MOST), last)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return found if 2000 <= found.year <= 9000 else None
