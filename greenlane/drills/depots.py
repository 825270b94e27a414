"""Depots of the demo city: one yard in each county town, and the city's own store.

The positions are those of the towns. That there is a yard, and what stands in it, is
assumed, and each name says so.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.models import Unit
from greenlane.drills.register import CITY, PLACES
from greenlane.workforce.models import Team


class Position(NamedTuple):
    """Degrees, WGS 84, to a hundredth: a town, not a gate."""

    longitude: float
    latitude: float


POSITIONS = {
    "ZMD": Position(114.02, 33.01),
    "BY": Position(113.33, 32.72),
    "YC": Position(114.05, 32.97),
    "XP": Position(114.02, 33.39),
    "SC": Position(114.26, 33.26),
    "PY": Position(114.62, 32.96),
    "ZY": Position(114.39, 32.60),
    "QS": Position(114.03, 32.80),
    "RN": Position(114.36, 33.00),
    "SP": Position(114.01, 33.15),
    "XC": Position(114.98, 32.75),
}


def build() -> None:
    """Every depot, and every team stationed at that of its county."""
    city = Unit.objects.get(code=CITY)
    stations = {code: _add(city, code) for code in POSITIONS}
    for team in Team.objects.select_related("unit").order_by("pk"):
        there = {"team": str(team.pk), "depot": stations[team.unit.code]}
        perform("workforce.station_team", there, by=system(city))


def _add(city: Unit, code: str) -> str:
    zh, en = PLACES[code]
    is_city = code == CITY
    about = {
        "unit": code,
        "name_zh": f"{zh}{'应急物资库' if is_city else '抢修驻点'}(假定)",
        "name_en": f"{en} {'emergency store' if is_city else 'yard'} (assumed)",
        "holds": _of_the_city() if is_city else _of_a_county(),
        **POSITIONS[code]._asdict(),
    }
    return str(perform("places.add_depot", about, by=system(city)).facts["depot"])


def _of_the_city() -> str:
    return _(
        "Assumed: generator vans 2 × 500 kW and 2 × 200 kW, two cable trailers, 10 kV"
        " cable and joints, crane lorry"
    )


def _of_a_county() -> str:
    return _(
        "Assumed: three repair vans, one generator van of 100 kW, low-voltage cable,"
        " terminals, a ring main unit in reserve"
    )
