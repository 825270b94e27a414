"""Sources, the devices below them, and straight lines from what feeds to what is fed.

A line is no route: it says what is fed from where, as the record of devices and the
surveys have it. Nothing here says live or dead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from greenlane.board.map.thing import Thing, placed
from greenlane.connections.models import Survey
from greenlane.core.actors import Actor
from greenlane.network.models import Device
from greenlane.places.datum import Place

MOST = 4000  # devices, by name
_HIGH = 1000  # volts; what has no parent and more than that is a source


@dataclass(frozen=True)
class Feed:
    """`kind`: line (between devices) or supply (to a site, by its newest survey)."""

    kind: str
    start: Place
    end: Place


def devices_of(actor: Actor) -> list[Thing]:
    rows = Device.objects.seen_by(actor).order_by("name", "number", "pk")
    return [
        Thing(
            "source",
            str(row.pk),
            str(row),
            placed(row.longitude, row.latitude),
            row.unit_id,
            state="source" if _is_source(row) else "device",
            word=row.get_kind_display(),
            says=f"{row.volts} V",
        )
        for row in rows[:MOST]
    ]


def feeds_of(actor: Actor, where: Mapping[UUID, Place | None]) -> Iterator[Feed]:
    """Both ends have to be on record, and to be seen by this reader."""
    rows = Device.objects.seen_by(actor).values_list(
        "pk", "parent", "longitude", "latitude"
    )
    devices = {key: (parent, placed(x, y)) for key, parent, x, y in rows[:MOST]}
    for parent, place in devices.values():
        above = devices.get(parent, (None, None))[1] if parent else None
        if above and place:
            yield Feed("line", above, place)
    surveys = Survey.objects.seen_by(actor)
    surveys = surveys.filter(withdrawn_at=None, order__ended=False)
    pairs = surveys.order_by().values_list("source", "order__site").distinct()
    for source, site in pairs[:MOST]:
        start, end = devices.get(source, (None, None))[1], where.get(site)
        if start and end:
            yield Feed("supply", start, end)


def _is_source(row: Device) -> bool:
    return row.parent_id is None and row.volts >= _HIGH
