"""What the map lies on: a file that can be read, an address that browsers may ask."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from greenlane.board.map.ground import FILE, PLAIN, Ground, WrongGround, asked
from greenlane.cli.checks.finding import Check, broken, warning, well
from greenlane.places.datum import GCJ02


def below_the_map() -> Iterator[Check]:
    """Wrongly set it is left plain, and nobody sees why but here."""
    try:
        found = asked()
    except WrongGround as wrong:
        yield broken("map", wrong.says, wrong.mend)
        return
    if found.kind == PLAIN:
        yield well("map", _("the map lies on plain ground (GREENLANE_MAP_TILES)"))
    elif found.kind == FILE:
        yield well("map", _("the map lies on %(file)s") % {"file": found.file})
    else:
        yield from _of_a_server(found)


def _of_a_server(found: Ground) -> Iterator[Check]:
    told = {"origin": found.origin, "datum": found.datum}
    says = _("browsers ask %(origin)s for the tiles of the map, %(datum)s") % told
    if settings.HTTPS and found.origin.startswith("http:"):
        says = _("the tiles of the map come without HTTPS: browsers refuse them here")
        mend = _("Take tiles by https, or a PMTiles file, which the house serves.")
        yield warning("map", says, mend)
    elif found.datum != GCJ02 and found.origin.endswith(_SHIFTED):
        mend = _("Set GREENLANE_MAP_DATUM=gcj02, or sites lie some 500 m beside.")
        yield warning("map", says, mend)
    else:
        yield well("map", says)


# Whose tiles are shifted.
_SHIFTED = (".is.autonavi.com", ".amap.com", ".gtimg.com", ".map.qq.com")
CHECKS = (below_the_map,)
