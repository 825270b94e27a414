"""What stands in a cell, as text; and the words for yes, no, days and choices.

Nothing is ever worked out: a formula is the text that was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import translation

ROUNDED = 10**15  # a spreadsheet keeps 15 digits of a number and loses the others
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YES = frozenset({"yes", "y", "true", "1", "是", "对", "√", "有"})
_NO = frozenset({"no", "n", "false", "0", "否", "不", "×", "无"})
# What a spreadsheet would work out when the file is opened.
_LIVE = ("=", "+", "-", "@", "\t", "\r")


def text_of(value: Any) -> str:
    """A cell's value as somebody would have typed it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return str(value.date()) if midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < ROUNDED:
        return str(int(value))
    # A formula over several cells comes as an object that holds its text.
    return tidy(str(getattr(value, "text", value)))


def is_rounded(value: Any) -> bool:
    """Whether digits of this number were lost before the file was saved."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) >= ROUNDED
    )


def tidy(text: str) -> str:
    """Without the blanks around it, and without the mark that an export has set."""
    text = text.strip().replace("_x000D_", "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in _LIVE else text


def neutral(text: str) -> str:
    """The same for a file that a spreadsheet will open: nothing in it comes alive."""
    return f"'{text}" if text.startswith(_LIVE) else text


def plain(text: str) -> str:
    """A heading or word to be compared: width, case, blanks and stars do not count."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s*]+", "", wide)


def as_day(text: str) -> str:
    """A day as `2025-03-01`; what is none stays as it is, and the form refuses it."""
    found = _DAY.match(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return text
    year, month, day = map(int, found.groups())
    return f"{year:04}-{month:02}-{day:02}"


def as_yes_no(text: str) -> str:
    word = plain(text)
    return "yes" if word in _YES else "no" if word in _NO else text


def in_both(names: Mapping[str, Any]) -> dict[str, str]:
    """Word in Chinese, word in English, or the code itself → code."""
    found: dict[str, str] = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found |= {plain(str(name)): code for code, name in names.items()}
    return {**found, **{plain(code): code for code in names}}
