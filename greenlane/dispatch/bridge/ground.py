"""Where sites and depots lie, and how many minutes lie between any two of them.

A straight line times a detour, unless the house has a table (`GREENLANE_TRAVEL`, a CSV
of from, to, minutes by code of the site or name of the depot).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, ceil, cos, radians, sin, sqrt
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings

from greenlane.dispatch.bridge.figures import Figures
from greenlane.places.models import Depot, Site, ZoneKind

EARTH_KM = 6371.0
# From the cleanest to the one that nobody leaves without a break.
_ZONES = (ZoneKind.OPEN, ZoneKind.PREVENTION, ZoneKind.CONTROL, ZoneKind.LOCKDOWN)
_INFECTED = _ZONES.index(ZoneKind.CONTROL)


class Placed(Protocol):
    """What has coordinates, or has none."""

    pk: UUID
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True)
class Ground:
    """`place[key of a site or depot]` is its row of `travel`; none: nowhere known."""

    place: dict[UUID, int]
    travel: tuple[tuple[int, ...], ...]


def ground(sites: Iterable[Site], depots: Iterable[Depot], with_: Figures) -> Ground:
    """Everything that has coordinates, each with each."""
    found: list[tuple[Placed, str, int]] = [
        (site, site.code, _zone(site)) for site in sites
    ]
    found += [(depot, depot.name_zh, 0) for depot in depots]
    known = [each for each in found if each[0].longitude is not None]
    table = _table(getattr(settings, "GREENLANE_TRAVEL", ""))
    rows = tuple(
        tuple(_minutes(one, two, with_, table) for two in known) for one in known
    )
    return Ground({each[0].pk: at for at, each in enumerate(known)}, rows)


def _zone(site: Site) -> int:
    return _ZONES.index(ZoneKind(site.zone.kind)) if site.zone else 0


def _minutes(
    one: tuple[Placed, str, int],
    two: tuple[Placed, str, int],
    with_: Figures,
    table: dict[tuple[str, str], int],
) -> int:
    """Whole minutes; from an infected place to a cleaner one, the break as well."""
    if one[0].pk == two[0].pk:
        return 0
    way = table.get((one[1], two[1]))
    if way is None:
        way = ceil(_km(one[0], two[0]) * with_.detour / with_.speed * 60)
    pause = with_.pause if one[2] >= _INFECTED and two[2] < one[2] else 0
    return way + pause


def _km(one: Placed, two: Placed) -> float:
    """Great circle by the haversine formula (Sinnott, Sky and Telescope 68, 1984)."""
    a, b = radians(one.latitude or 0.0), radians(two.latitude or 0.0)
    turn = radians((two.longitude or 0.0) - (one.longitude or 0.0))
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(turn / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


@lru_cache(maxsize=1)
def _table(path: str) -> dict[tuple[str, str], int]:
    """Ways that somebody has measured. A row that is none is left out."""
    if not path:
        return {}
    found = {}
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        for row in _sound(csv.reader(file)):
            found[row[0].strip(), row[1].strip()] = int(row[2])
    return found


def _sound(rows: Iterable[Sequence[str]]) -> Iterable[Sequence[str]]:
    return (row for row in rows if len(row) > 2 and row[2].strip().isdigit())
