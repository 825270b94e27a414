"""Places as maps of China draw them: GCJ-02, a few hundred metres beside WGS 84.

Maps that are published in China have to be shifted by a secret transformation of the
state; what is known of it was worked out from shifted maps. We keep WGS 84 alone, and
shift for the eye, over tiles that are shifted.

Source: the transformation that the project eviltransform published, and that Wikipedia
tells under “Restrictions on geographic data in China”: Krasovsky 1940, a = 6 378 245 m,
e² = 0.006 693 421 622 965 943. No official text exists to compare it with. Outside the
rectangle round China nothing is shifted.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, radians, sin, sqrt

WGS84, GCJ02 = "wgs84", "gcj02"
DATUMS = (WGS84, GCJ02)

_A, _E2 = 6378245.0, 0.00669342162296594323
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271
_CLOSE = 1e-9  # degrees, a tenth of a millimetre
_ROUNDS = 30

Place = tuple[float, float]  # degrees east, degrees north


def in_china(longitude: float, latitude: float) -> bool:
    """Whether it lies in the rectangle in which maps are shifted."""
    return _WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH


def to_gcj02(longitude: float, latitude: float) -> Place:
    """WGS 84 to GCJ-02, degrees both; outside China as it came."""
    if not in_china(longitude, latitude):
        return longitude, latitude
    x, y = longitude - 105, latitude - 35
    bend = 1 - _E2 * sin(radians(latitude)) ** 2
    along = _A * (1 - _E2) / (bend * sqrt(bend)) * pi  # metres in 180° of a meridian
    across = _A / sqrt(bend) * cos(radians(latitude)) * pi  # and of the parallel here
    return (
        longitude + _metres_east(x, y) * 180 / across,
        latitude + _metres_north(x, y) * 180 / along,
    )


def to_wgs84(longitude: float, latitude: float) -> Place:
    """GCJ-02 to WGS 84: sought by what is left over, to far less than a metre.

    Within half a kilometre of the rectangle's edge there may be no such place; what
    comes nearest is told.
    """
    if not in_china(longitude, latitude):
        return longitude, latitude
    east, north = longitude, latitude
    for _round in range(_ROUNDS):
        there = to_gcj02(east, north)
        off = there[0] - longitude, there[1] - latitude
        east, north = east - off[0], north - off[1]
        if max(map(abs, off)) < _CLOSE:
            break
    return east, north


def shift_to(datum: str) -> Callable[[float, float], Place]:
    """What puts a place of ours where tiles of this datum show it."""
    return to_gcj02 if datum == GCJ02 else _as_it_is


def _as_it_is(longitude: float, latitude: float) -> Place:
    return longitude, latitude


def _waves(at: float, far: tuple[float, float]) -> float:
    """Sums of sines along one axis, from two degrees long to sixty; metres."""
    found = 20 * sin(at * pi) + 40 * sin(at / 3 * pi)
    return found + far[0] * sin(at / 12 * pi) + far[1] * sin(at / 30 * pi)


def _ripple(x: float) -> float:
    return 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)


def _metres_north(x: float, y: float) -> float:
    found = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    return found + (_ripple(x) + _waves(y, (160, 320))) * 2 / 3


def _metres_east(x: float, y: float) -> float:
    found = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    return found + (_ripple(x) + _waves(x, (150, 300))) * 2 / 3
