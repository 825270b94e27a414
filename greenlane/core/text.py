"""What people type: kept as typed, but without the marks that make text lie."""

import re
import unicodedata

# Zero-width and direction marks: they make one name look like another.
_LYING = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff\u061c\u180e"
)
# What a browser would run or fetch if somebody forgot to escape it somewhere.
_MARKUP = re.compile(
    r"<\s*[/!?]?\s*(script|style|svg|math|iframe|object|embed|html|head|body|link|meta"
    r"|base|img|video|audio|form|input|button|textarea)\b",
    re.IGNORECASE,
)


def markup(value: str) -> str:
    """The first piece of HTML in a text, or an empty string. `U < 5 V` is none."""
    found = _MARKUP.search(value)
    return found.group() if found else ""


def without_markup(value: str) -> str:
    """The same words with every piece of HTML laid open: nothing reads it as one."""
    return _MARKUP.sub(lambda found: "\u2039" + found.group()[1:], value)


def lying_marks(value: str, *, lines: bool = False) -> str:
    """The first character that may not stand in a text, as U+XXXX, or nothing."""
    return next((called(c) for c in value if lies(c, lines=lines)), "")


def lies(char: str, *, lines: bool = False) -> bool:
    """Whether this character may not stand in a text."""
    if lines and char in "\n\r\t":
        return False
    return char in _LYING or unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"}


def called(char: str) -> str:
    return f"U+{ord(char):04X}"
