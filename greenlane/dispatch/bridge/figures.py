"""The figures that a plan assumes, out of the unit's rule pack."""

from __future__ import annotations

from dataclasses import dataclass

from greenlane.core.models import PackVersion
from greenlane.core.pinned import figure

PRIORITIES = range(1, 6)


@dataclass(frozen=True)
class Figures:
    """Minutes, km/h and weights. `weight[priority]` is of an order's dark minute."""

    weight: dict[int, int]
    neighbours: int
    told: int
    speed: float
    detour: float
    pause: int
    notice: int
    unknown: int
    overrun: int


def figures(pack: PackVersion | None) -> Figures:
    """Those that are pinned; what an older pack does not have, as shipped."""

    def whole(key: str) -> int:
        return round(figure(pack, f"planning.{key}"))

    return Figures(
        weight={each: whole(f"weight.p{each}") for each in PRIORITIES},
        neighbours=whole("weight.neighbours"),
        told=whole("weight.told"),
        speed=figure(pack, "planning.travel.speed"),
        detour=figure(pack, "planning.travel.detour"),
        pause=whole("zone.pause"),
        notice=whole("notice.window"),
        unknown=whole("wait.unknown"),
        overrun=whole("overrun.rest"),
    )
