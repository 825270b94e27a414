"""Supply points as people count them: block 1 before block 2, 二号楼 before 十号楼."""

from __future__ import annotations

import re
from collections.abc import Iterable

from greenlane.places.models import SupplyPoint

DIGITS = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
NUMBER = re.compile(r"(\d+|[〇零一二三四五六七八九十百两]+)")


def in_order(points: Iterable[SupplyPoint]) -> list[SupplyPoint]:
    """By their Chinese names, which every point has; what is equal by its key."""
    return sorted(points, key=lambda each: (_parts(each.name_zh), each.pk))


def _parts(name: str) -> list[tuple[int, str]]:
    """Numbers by their size, before words at the same place."""
    pieces = [each for each in NUMBER.split(name) if each]
    return [
        (_number(each), "") if NUMBER.fullmatch(each) else (_WORD, each)
        for each in pieces
    ]


_WORD = 10**9


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    whole, digit = 0, 0
    for sign in text:
        if size := {"十": 10, "百": 100}.get(sign):
            whole, digit = whole + (digit or 1) * size, 0
        else:
            digit = digit * 10 + DIGITS[sign]
    return whole + digit
