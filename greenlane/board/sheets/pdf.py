"""A sheet as PDF, by typst, with the Chinese font that comes along.

What people wrote goes in as data and is never read as typesetting.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from django.utils.translation import gettext as _

from greenlane.board.sheets import qr
from greenlane.board.sheets.form import Facts, Sheet

HERE = Path(__file__).resolve().parent
FORM, FONTS = HERE / "sheet.typ", HERE / "fonts"
PACKAGE = "typst"
# What the font has beside the characters of GBK: signs of the trade and of maps.
BESIDE = "⏚✓–—…“”‘’·×°±≤≥Ω′″ΔΦφμ²³№▲"
_one_at_a_time = Lock()  # setting a page takes all of a core


class NoTypesetter(Exception):
    """The package that sets the pages is not installed."""


def can_be_set() -> bool:
    """Whether this house can make a PDF; else the page goes to the printer."""
    return find_spec(PACKAGE) is not None and _font() is not None


def pdf(sheet: Sheet, *, address: str) -> bytes:
    """The finished file. `address`: of the record, for the QR code; may be empty.

    Raises NoTypesetter.
    """
    if not can_be_set():
        raise NoTypesetter
    import typst

    told = content(sheet, address=address)
    with _one_at_a_time:
        made = typst.compile(
            str(FORM),
            root=str(HERE),
            font_paths=[str(FONTS)],
            # The machine's fonts are asked only for what ours does not have.
            ignore_system_fonts=not told["strange"],
            sys_inputs={"sheet": json.dumps(told, ensure_ascii=False)},
        )
    return bytes(made)


def content(sheet: Sheet, *, address: str) -> dict[str, object]:
    """What the form reads: texts, numbers and lists, nothing to be run."""
    told = asdict(sheet)
    told["parts"] = [
        {**asdict(part), "is_table": not isinstance(part, Facts)}
        for part in sheet.parts
    ]
    told["address"] = address
    told["qr"] = qr.picture(address) if address else ""
    told["missing"] = _("Not drawn here, look at the page itself:")
    return {**told, "strange": strange(json.dumps(told, ensure_ascii=False))}


def strange(text: str) -> str:
    """Characters that our font does not draw: the paper has to say so."""
    return "".join(sorted({char for char in text if not drawn(char)}))


@cache
def drawn(char: str) -> bool:
    if char in BESIDE or char.isspace():
        return True
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return "\u00a0" <= char <= "\u00ff"  # Latin letters with their marks
    return True


def _font() -> Path | None:
    return next(iter(sorted(FONTS.glob("*.otf"))), None)
