"""Access zones, drawn round each of their sites: their border is not on record."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, radians, sin
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenlane.board.map.thing import Thing, placed
from greenlane.core.actors import Actor
from greenlane.places.datum import Place
from greenlane.places.models import Site, Zone, ZoneKind

METRES, CORNERS = 220, 16
MOST = 1000  # sites that a border is drawn round
_DEGREE = 111_320.0  # metres of a degree of latitude


def zones_of(
    actor: Actor, rows: Iterable[Site]
) -> list[tuple[Thing, tuple[Place, ...]]]:
    """Each zone that is not open to all, with the places of its sites."""
    inside: dict[UUID, list[Site]] = {}
    for row in rows:
        if row.zone_id:
            inside.setdefault(row.zone_id, []).append(row)
    zones = Zone.objects.seen_by(actor).exclude(kind=ZoneKind.OPEN).order_by("name")
    return [_zone(zone, inside.get(zone.pk, [])) for zone in zones[:MOST]]


def _zone(zone: Zone, sites: list[Site]) -> tuple[Thing, tuple[Place, ...]]:
    found = [placed(site.longitude, site.latitude) for site in sites[:MOST]]
    places = tuple(place for place in found if place)
    count = len(sites)
    says = ngettext("%(count)d site", "%(count)d sites", count) % {"count": count}
    told = [says, *([_("with escort")] if zone.escort else []), zone.kit]
    thing = Thing(
        "zone",
        str(zone.pk),
        zone.name,
        places[0] if places else None,
        zone.unit_id,
        state=zone.kind,
        word=zone.get_kind_display(),
        says=" · ".join(each for each in told if each),
    )
    return thing, places


def round_(place: Place) -> list[Place]:
    """A closed ring of CORNERS round a place, METRES away, degrees."""
    east, north = place
    high = METRES / _DEGREE
    wide = high / max(cos(radians(north)), 0.01)
    ring = [
        (
            east + wide * cos(2 * pi * n / CORNERS),
            north + high * sin(2 * pi * n / CORNERS),
        )
        for n in range(CORNERS)
    ]
    return [*ring, ring[0]]
