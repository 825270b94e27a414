"""Positions in the journal as they travel: `12.840-13.77`, unit and number."""

from __future__ import annotations

from collections.abc import Mapping


def read_position(text: str) -> dict[int, int]:
    """`12.840-13.77` as {12: 840, 13: 77}. Raises ValueError."""
    if len(text) > 6000:
        raise ValueError(text[:20])
    found = {}
    for part in text.split("-"):
        unit, _dot, seq = part.partition(".")
        if not (unit.isascii() and unit.isdigit() and seq.isascii() and seq.isdigit()):
            raise ValueError(part[:20])
        if len(unit) > 5 or len(seq) > 18:
            raise ValueError(part[:20])
        found[int(unit)] = int(seq)
    return found


def write_position(positions: Mapping[int, int]) -> str:
    return "-".join(f"{unit}.{positions[unit]}" for unit in sorted(positions))
