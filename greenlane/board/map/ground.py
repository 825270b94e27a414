"""What the map lies on, by setting: plain ground, a PMTiles file, or tiles of a server.

A setting that is wrong leaves the ground plain; the doctor says what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from greenlane.places.datum import DATUMS, WGS84

PLAIN, FILE, TILES = "plain", "file", "tiles"
DEEPEST = 22
_USUAL = 18  # what servers of tiles have as a rule
_MAGIC = b"PMTiles\x03"
_PLACES = ("{z}", "{x}", "{y}")


class WrongGround(Exception):
    """`says` is what is wrong with a setting, `mend` what would mend it."""

    def __init__(self, says: str, mend: str) -> None:
        self.says, self.mend = says, mend
        super().__init__(says)


@dataclass(frozen=True)
class Ground:
    """`kind`: plain, file or tiles. `tiles` is an address with {z}, {x}, {y}; `origin`
    what pages with the map may also ask; `deepest` the last zoom that has tiles.
    """

    kind: str = PLAIN
    datum: str = WGS84
    tiles: str = ""
    origin: str = ""
    file: Path | None = None
    deepest: int = _USUAL
    credit: str = ""


def ground() -> Ground:
    """As it is set; plain where it is set wrongly."""
    try:
        return asked()
    except WrongGround:
        return Ground()


def asked() -> Ground:
    """As it is set. Raises WrongGround."""
    datum, deepest = _datum(), _deepest()
    where, credit = settings.MAP_TILES.strip(), settings.MAP_CREDIT.strip()[:200]
    if not where:
        return Ground()
    if "://" not in where and not where.startswith("//"):
        return Ground(FILE, datum, file=_file(where), credit=credit)
    return Ground(TILES, datum, where, _origin(where), None, deepest, credit)


def _datum() -> str:
    datum = settings.MAP_DATUM.strip().lower() or WGS84
    if datum in DATUMS:
        return datum
    says = _("GREENLANE_MAP_DATUM is neither wgs84 nor gcj02: %(told)s")
    mend = _("Set gcj02 for tiles published in China, else leave it out.")
    raise WrongGround(says % {"told": datum[:20]}, mend)


def _deepest() -> int:
    text = settings.MAP_ZOOM.strip()
    if not text:
        return _USUAL
    if text.isascii() and text.isdigit() and int(text[:3]) <= DEEPEST:
        return int(text)
    says = _("GREENLANE_MAP_ZOOM is no whole number from 0 to 22: %(told)s")
    mend = _("Set the deepest zoom that the server has tiles of.")
    raise WrongGround(says % {"told": text[:20]}, mend)


def _file(where: str) -> Path:
    file = Path(where).expanduser().absolute()
    told = {"file": str(file)}
    try:
        with file.open("rb") as opened:
            begins = opened.read(len(_MAGIC))
    except OSError as error:
        says = _("GREENLANE_MAP_TILES names a file that cannot be read: %(why)s")
        mend = _("Name a PMTiles file that this account can read, or leave it out.")
        raise WrongGround(says % {"why": str(error)[:200]}, mend) from error
    if begins != _MAGIC:
        says = _(
            "GREENLANE_MAP_TILES names a file that is no PMTiles of version 3: %(file)s"
        )
        mend = _("Make one: pmtiles convert, or pmtiles extract; see docs/run/map.md")
        raise WrongGround(says % told, mend)
    return file


def _origin(where: str) -> str:
    """Scheme, host and port: all that the browser is let to."""
    mend = _("Write it as https://host/{z}/{x}/{y}.png, or name a PMTiles file.")
    try:
        parts = urlsplit(where)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        parts, port = urlsplit(""), ""
    host = parts.hostname or ""
    plain = host.isascii() and all(each.isalnum() or each in ".-" for each in host)
    if parts.scheme not in {"http", "https"} or not host or not plain or parts.username:
        says = _("GREENLANE_MAP_TILES is no address of tiles: %(told)s")
        raise WrongGround(says % {"told": where[:80]}, mend)
    if missing := [each for each in _PLACES if each not in parts.path + parts.query]:
        says = _("the address in GREENLANE_MAP_TILES lacks %(what)s")
        raise WrongGround(says % {"what": " ".join(missing)}, mend)
    return f"{parts.scheme}://{host}{port}"
