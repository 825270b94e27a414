"""The way from the paper back to the record: its address, for a telephone's camera."""

from __future__ import annotations

import segno


def picture(address: str) -> str:
    """SVG without a style of its own; of sides that a fold or a thumb may spoil."""
    code = segno.make(address, micro=False, error="m")
    return str(code.svg_inline(border=2, scale=3, omitsize=True))
