"""Who is on record in the city: 3,354 members, and a field workforce that is assumed.

314 Party organisations and 3,354 members are the counts of the report. They are
affiliations: nobody among them has a skill or a certificate by that. How many work in
the field the report does not say; the 21 service teams here, their people and what
these can show are assumed, and named so.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from greenlane.drills.names import invented

CITY, COUNTY = "ZMD", "BY"
ORGANISATIONS, MEMBERS, TEAMS = 314, 3354, 21
# Code → (Chinese, English) of the ten below the city.
COUNTIES = {
    "BY": ("泌阳县", "Biyang"),
    "YC": ("驿城区", "Yicheng"),
    "XP": ("西平县", "Xiping"),
    "SC": ("上蔡县", "Shangcai"),
    "PY": ("平舆县", "Pingyu"),
    "ZY": ("正阳县", "Zhengyang"),
    "QS": ("确山县", "Queshan"),
    "RN": ("汝南县", "Runan"),
    "SP": ("遂平县", "Suiping"),
    "XC": ("新蔡县", "Xincai"),
}
PLACES = {CITY: ("驻马店市", "Zhumadian"), **COUNTIES}
# What a service team can show, person by person; the first leads it.
TRADES = (
    "leader", "switch", "switch", "cable", "joint", "install", "test", "meter",
)  # fmt: skip
VALID = {"issued_on": "2019-03-01", "expires_on": "2025-02-28"}
Row = dict[str, str]


def members() -> Iterator[Row]:
    """One row each: a name, and the Party organisation that it belongs to."""
    bodies = list(_organisations())
    names = invented("members of Zhumadian")
    for number, (code, name_zh, name_en) in zip(
        range(1, MEMBERS + 1), cycle(bodies), strict=False
    ):
        zh, en = next(names)
        yield {
            "unit": code,
            "staff_number": f"DY-{number:04}",
            "name_zh": zh,
            "name_en": en,
            "pool": "member",
            "affiliation": name_zh,
            "affiliation_en": name_en,
            "affiliation_kind": "party",
        }


def _organisations() -> Iterator[tuple[str, str, str]]:
    """(unit, Chinese, English) of each Party organisation."""
    for number, code in zip(range(ORGANISATIONS), cycle(PLACES), strict=False):
        zh, en = PLACES[code]
        place = number // len(PLACES) + 1
        yield code, f"{zh}供电第{place}党支部", f"Party branch {place}, {en} Power"


def field() -> Iterator[Row]:
    """The assumed workforce: a row for each certificate."""
    names = invented("field of Zhumadian")
    for number, code in zip(range(1, TEAMS + 1), cycle(COUNTIES), strict=False):
        zh, en = COUNTIES[code]
        for place, skill in enumerate(TRADES, 1):
            name_zh, name_en = next(names)
            key = f"{code}-F{number:02}{place}"
            yield {
                "unit": code,
                "staff_number": key,
                "name_zh": name_zh,
                "name_en": name_en,
                "pool": "field",
                "organisation": f"{zh}供电公司",
                "organisation_en": f"{en} Power Supply",
                "organisation_kind": "utility",
                "team": f"{zh}第{number}服务队(假定)",
                "team_en": f"Service team {number}, {en} (assumed)",
                "leads": "yes" if place == 1 else "",
                "skill": skill,
                "certificate": f"{key}-{skill}",
                **VALID,
            }
