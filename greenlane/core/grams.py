"""Search by pieces: pairs of Chinese characters, pinyin initials, and words in threes.

A subject is found when it holds every gram of what was typed; "泌阳", "byx" and
"220329" all find 泌阳县 BY-220329-1. No gram is longer than three characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from pypinyin import Style, pinyin

LONGEST = 400  # characters of a text that are read; a name is shorter
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:[-_./][^\W_{_HAN}]+)*")
_IS_HAN = re.compile(rf"[{_HAN}]")
_JOINTS = re.compile(r"[-_./]")


def grams(text: str) -> frozenset[str]:
    """Every gram under which a text can be found."""
    found: set[str] = set()
    for run in _runs(text):
        if _IS_HAN.match(run):
            found |= {*run, *_readings(run[0])} | _pairs(run) | _initials(run)
            continue
        words = _JOINTS.split(run)
        # "by220329" typed without its hyphens finds the number as well.
        for word in {*words, "".join(words)}:
            found |= {word[0]} | _cuts([{char} for char in word])
    return frozenset(found)


def query_grams(text: str) -> frozenset[str]:
    """The grams a subject must hold, all of them; none: nothing was typed."""
    found: set[str] = set()
    for run in _runs(text):
        if _IS_HAN.match(run):
            found |= _pairs(run) or {run}
            continue
        for word in _JOINTS.split(run):
            size = min(len(word), 3)
            found.update(word[n : n + size] for n in range(len(word) - size + 1))
    return frozenset(found)


def initials(text: str) -> str:
    """One letter a character, words as they are: what a short code is made of."""
    parts = []
    for run in _runs(text):
        if _IS_HAN.match(run):
            parts += [readings[0] for char in run if (readings := _readings(char))]
        else:
            parts += [char for char in run if char.isascii() and char.isalnum()]
    return "".join(parts)


def spells(name: str, letters: str) -> bool:
    """Whether a name begins with these initials: lhb and lh both spell 刘海波."""
    if len(letters) > len(name):
        return False
    return all(
        letter in _readings(char) for letter, char in zip(letters, name, strict=False)
    )


def _runs(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    # Folding may take a letter apart again, and lone surrogates are no text at all.
    whole = unicodedata.normalize("NFKC", folded)
    kept = (char for char in whole if unicodedata.category(char) not in {"Mn", "Cf"})
    clean = "".join(" " if "\ud800" <= char <= "\udfff" else char for char in kept)
    return _RUNS.findall(clean)


def _pairs(run: str) -> set[str]:
    return {run[n : n + 2] for n in range(len(run) - 1)}


def _initials(run: str) -> set[str]:
    """Twos and threes of the initials, by every reading: 泌 is B in 泌阳, else M."""
    return _cuts([set(_readings(char)) for char in run])


def _cuts(places: list[set[str]]) -> set[str]:
    """Every two and three in a row of what may stand at each place."""
    found: set[str] = set()
    for start in range(len(places)):
        for size in (2, 3):
            if start + size <= len(places):
                found.update(map("".join, product(*places[start : start + size])))
    return found


@lru_cache(maxsize=30_000)
def _readings(char: str) -> tuple[str, ...]:
    """The initials of a character, a-z; none for one that nobody can read."""
    given = pinyin(char, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    plain = "".join(unicodedata.normalize("NFKD", each)[:1] for each in _flat(given))
    return tuple(sorted({each for each in plain if "a" <= each <= "z"}))


def _flat(given: list[list[str]]) -> Iterator[str]:
    for readings in given:
        yield from readings
