"""Sites of Biyang county beside the one of the case.

Names, numbers and positions are invented; the positions lie in and around the town.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Place:
    """A site of two points, and the transformer that could feed it."""

    code: str
    name_zh: str
    name_en: str
    points: tuple[tuple[str, str], tuple[str, str]]
    plate: str
    street: str

    @property
    def name(self) -> str:
        """In the language in which the demo is told."""
        zh = (get_language() or "").startswith("zh")
        return self.name_zh if zh else self.name_en


_TWO = (("一号楼", "Building 1"), ("二号楼", "Building 2"))
PLACES = (
    Place("RMY", "县人民医院发热门诊", "County hospital, fever clinic", _TWO,
          "T-0601", "人民路公变"),
    Place("SYZ", "第一中学", "First middle school", _TWO, "T-0602", "行政路公变"),
    Place("WZC", "物资储备仓库", "Relief depot", _TWO, "T-0603", "工业路公变"),
    Place("HZZ", "会展中心", "Exhibition centre", _TWO, "T-0604", "泌水大道公变"),
    Place("JKY", "康养中心", "Care home", _TWO, "T-0605", "花园南路公变"),
    Place("ZJX", "职教中心", "Vocational school", _TWO, "T-0606", "文昌路公变"),
    Place("DSC", "东市场", "East market", _TWO, "T-0607", "东市场公变"),
    Place("GSJ", "高速路口检查站", "Motorway checkpoint", _TWO, "T-0608", "高速口公变"),
    Place("SCB", "水厂泵站", "Water works, pumps", _TWO, "T-0609", "水厂路公变"),
    Place("FLY", "妇幼保健院", "Maternity hospital", _TWO, "T-0610", "妇幼路公变"),
    Place("XQJ", "新区酒店", "Hotel in the new town", _TWO, "T-0611", "新区一路公变"),
    Place("TLC", "铁路货场", "Rail yard", _TWO, "T-0612", "货场路公变"),
)  # fmt: skip

# Degrees east and north, by code.
POSITIONS = {
    "RMY": (113.327, 32.727), "SYZ": (113.319, 32.722), "WZC": (113.352, 32.716),
    "HZZ": (113.341, 32.738), "JKY": (113.322, 32.709), "ZJX": (113.309, 32.728),
    "DSC": (113.338, 32.724), "GSJ": (113.372, 32.742), "SCB": (113.297, 32.718),
    "FLY": (113.331, 32.719), "XQJ": (113.349, 32.729), "TLC": (113.386, 32.703),
}  # fmt: skip


def beside(code: str) -> dict[str, float]:
    """Where the transformer of a site stands: a street further, as all is assumed."""
    east, north = POSITIONS[code]
    return {"longitude": round(east + 0.0024, 5), "latitude": round(north - 0.0012, 5)}


def rows() -> Iterator[dict[str, str]]:
    """The table of these sites: a row for each point, a contact in the first."""
    for number, each in enumerate(PLACES):
        for place, (point_zh, point_en) in enumerate(each.points):
            row = {"code": each.code, "point": point_zh, "point_en": point_en}
            if place == 0:
                row |= {
                    "name_zh": each.name_zh,
                    "name_en": each.name_en,
                    "address": f"泌阳县城{each.street.removesuffix('公变')}",
                    "muster_point": _("Car park at the south gate"),
                    "longitude": str(POSITIONS[each.code][0]),
                    "latitude": str(POSITIONS[each.code][1]),
                    "contact": _("Duty room %(number)s") % {"number": number + 1},
                    "phone": f"0396 555 02{number:02}",
                    "role": _("On duty"),
                }
            yield {**row, "state": "dark"}
