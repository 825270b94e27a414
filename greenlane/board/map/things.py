"""Everything that the map and its list show, for one reader, as GeoJSON and as rows."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from greenlane.board.map import crews, grid, sections, sites, zones
from greenlane.board.map.grid import Feed
from greenlane.board.map.ground import PLAIN, ground
from greenlane.board.map.thing import Thing, placed
from greenlane.core import clock
from greenlane.core.actors import Actor
from greenlane.core.kept import kept
from greenlane.places.datum import WGS84, Place, shift_to
from greenlane.places.models import Depot
from greenlane.work.queries import listed_at

PLACES_BEHIND = 5  # of a degree: about a metre
Shift = Callable[[float, float], Place]


@dataclass(frozen=True)
class Things:
    """All that there is, placed or not; `zoned` are the places of each zone's sites."""

    things: tuple[Thing, ...]
    feeds: tuple[Feed, ...]
    zoned: tuple[tuple[Thing, tuple[Place, ...]], ...]

    def of(self, kind: str) -> list[Thing]:
        return [each for each in self.things if each.kind == kind]


@dataclass(frozen=True)
class Sent:
    """The same as a browser gets it, and packed: a tenth of it, where there is much.

    Nothing that a reader sends stands in it, so that its length tells nothing (BREACH).
    """

    text: bytes
    packed: bytes
    etag: str  # tells one state from another


def things_of(actor: Actor) -> Things:
    """A reader's map; two dozen queries at most, however much stands on it."""
    key = (actor.sight, get_language(), listed_at())
    return kept("map", key, lambda: _things(actor), weight=50)


def _things(actor: Actor) -> Things:
    rows = sites.rows_of(actor)
    where: dict[UUID, Place | None] = {
        row.pk: placed(row.longitude, row.latitude) for row in rows
    }
    zoned = zones.zones_of(actor, rows)
    found = (
        *sites.sites_of(actor, rows),
        *crews.crews_of(actor, where),
        *sections.isolations_of(actor, where),
        *grid.devices_of(actor),
        *_depots(actor),
        *(zone for zone, _places in zoned),
    )
    return Things(found, tuple(grid.feeds_of(actor, where)), tuple(zoned))


def _depots(actor: Actor) -> Iterator[Thing]:
    rows = Depot.objects.seen_by(actor).filter(closed_at=None)
    for row in rows.order_by("name_zh", "pk"):
        place = placed(row.longitude, row.latitude)
        key, name = str(row.pk), str(row)
        yield Thing("depot", key, name, place, row.unit_id, "depot", says=row.holds)


def sent(actor: Actor) -> Sent:
    """GeoJSON (RFC 7946) of what has a place. Degrees east and north, in WGS 84, or, as
    the member `datum` then says, shifted to lie right on tiles that are shifted.
    """
    below = ground()
    datum = WGS84 if below.kind == PLAIN else below.datum
    key = (actor.sight, get_language(), listed_at(), datum)
    return kept("map-sent", key, lambda: _sent(things_of(actor), datum), weight=50)


def _sent(found: Things, datum: str) -> Sent:
    shift, now = shift_to(datum), clock.now()
    features = [_feature(each, shift) for each in found.things if each.place]
    features += [_border(zone, places, shift) for zone, places in found.zoned if places]
    features += [_line(each, shift) for each in found.feeds]
    text = json.dumps(features, ensure_ascii=False, separators=(",", ":"))
    etag = sha256(f"{datum}{text}".encode()).hexdigest()[:24]
    head = f'"type":"FeatureCollection","datum":"{datum}","now":{now.timestamp():.0f}'
    whole = f'{{{head},"features":{text}}}'.encode()
    return Sent(whole, gzip.compress(whole, 5, mtime=0), f'"{etag}"')


def _feature(thing: Thing, shift: Shift) -> dict[str, Any]:
    assert thing.place is not None
    told = {
        "kind": thing.kind,
        "id": thing.key,
        "name": thing.name,
        "state": thing.state,
        "rank": thing.rank,
        "word": thing.word,
        "says": thing.says,
        "order": thing.order,
        "url": thing.url,
        "at": int(thing.at.timestamp()) if thing.at else 0,
        "slot": thing.slot,
    }
    always = {"kind", "id", "name", "state"}
    said = {key: value for key, value in told.items() if value or key in always}
    return _shaped("Point", _round(shift(*thing.place)), said)


def _border(thing: Thing, places: tuple[Place, ...], shift: Shift) -> dict[str, Any]:
    rings = [
        [[_round(shift(*corner)) for corner in zones.round_(place)]] for place in places
    ]
    said = {"kind": "border", "id": thing.key, "name": thing.name, "state": thing.state}
    return _shaped("MultiPolygon", rings, said)


def _line(feed: Feed, shift: Shift) -> dict[str, Any]:
    ends = [_round(shift(*feed.start)), _round(shift(*feed.end))]
    return _shaped("LineString", ends, {"kind": "feed", "state": feed.kind})


def _shaped(shape: str, where: Any, said: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": shape, "coordinates": where}
    return {"type": "Feature", "geometry": geometry, "properties": said}


def _round(place: Place) -> list[float]:
    return [round(place[0], PLACES_BEHIND), round(place[1], PLACES_BEHIND)]
