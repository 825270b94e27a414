"""One value of a rule pack, and everything that can be wrong with what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from greenlane.core.text import lying_marks

SCHEMA = "greenlane.pack/1"
TITLES = ("version", "title_en", "title_zh")
_WORD = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_NAME = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*")
_TEXTS = ("unit", "source", "edition")
_FIELDS = frozenset({"value", *_TEXTS, "verified", "note"})
_LENGTHS = {"name": 40, "version": 20}  # as the row that pins a pack keeps them

Datum = int | Decimal | bool | str | tuple["Datum", ...]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a pack: in which file, at which key, and why."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key or '(whole file)'}: {self.reason}"


class BadPack(ValueError):
    """The pack is refused; every problem is said at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(each) for each in self.problems))


@dataclass(frozen=True)
class Value:
    """One figure or word of a pack. Not `verified`: nobody has read the source."""

    value: Datum
    unit: str
    source: str
    edition: str
    verified: bool
    note: str = ""

    @property
    def number(self) -> Decimal:
        """The figure, exact. ValueError where the pack has a word or a list."""
        if isinstance(self.value, bool | str | tuple):
            raise ValueError(f"not a number: {self.value!r}")
        return Decimal(str(self.value))


@dataclass(frozen=True)
class Leaf:
    """A value as it was written: where, under which full key, and what."""

    file: str
    key: str
    held: Any


def leaves(file: str, table: Mapping[str, Any]) -> Iterator[Leaf]:
    """Every value of a file; whatever is no group of values counts as one."""
    for word, below in table.items():
        if not isinstance(below, dict) or not below or _is_leaf(below):
            yield Leaf(file, word, below)
            continue
        for leaf in leaves(file, below):
            yield Leaf(file, f"{word}.{leaf.key}", leaf.held)


def read(found: Iterator[Leaf], wrong: list[Problem]) -> dict[str, Value]:
    """The good values by key, sorted; what is not good is added to `wrong`."""
    values: dict[str, Value] = {}
    whence: dict[str, str] = {}
    for leaf in found:
        if leaf.key in whence:
            reasons = [f"already given in {whence[leaf.key]}"]
        else:
            whence[leaf.key] = leaf.file
            reasons = list(_reasons(leaf))
        wrong += [Problem(leaf.file, leaf.key, reason) for reason in reasons]
        if not reasons:
            frozen = {**leaf.held, "value": _frozen(leaf.held["value"])}
            values[leaf.key] = Value(**frozen)
    for key in whence:
        for other in _ancestors(key) & whence.keys():
            reason = f"lies below {other}, which is a value"
            wrong.append(Problem(whence[key], key, reason))
    return dict(sorted(values.items()))


def head_problems(file: str, head: Mapping[str, Any]) -> Iterator[Problem]:
    if head.get("schema") != SCHEMA:
        yield Problem(file, "schema", f"must be {SCHEMA!r}, not {head.get('schema')!r}")
    for key in ("name", *TITLES):
        held = head.get(key)
        if reason := _text_reason(held):
            yield Problem(file, key, reason)
        elif len(str(held)) > _LENGTHS.get(key, 120):
            yield Problem(file, key, "the text is too long")
        elif key == "name" and not _NAME.fullmatch(str(held)):
            yield Problem(
                file,
                key,
                "small letters and figures, joined by single - or .",
            )
    for key in sorted(head.keys() - {"schema", "name", *TITLES}):
        yield Problem(file, key, "nobody reads this")


def decimal(text: str) -> Decimal:
    """0.80 and 0.8 are one figure and must have one digest."""
    return Decimal(repr(float(text)))


def _reasons(leaf: Leaf) -> Iterator[str]:
    words = leaf.key.split(".")
    if len(words) < 2 or not all(_WORD.fullmatch(word) for word in words):
        yield "a key is two or more words of a-z, 0-9 and _, joined by points"
    held = leaf.held
    if not isinstance(held, dict):
        yield "not a value; write { value, unit, source, edition, verified }"
        return
    for field in sorted(_FIELDS - held.keys() - {"note"}):
        yield f"{field} is missing"
    for field in sorted(held.keys() - _FIELDS):
        yield f"nobody reads {field!r}"
    for field in sorted({*_TEXTS, "note"} & held.keys()):
        if reason := _text_reason(held[field]):
            yield f"{field}: {reason}"
    if not isinstance(held.get("verified", False), bool):
        yield "verified: true or false is needed"
    if "value" in held and not _is_datum(held["value"]):
        yield "value: a number, text, true, false, or a list of these is needed"


def _is_leaf(table: dict[str, Any]) -> bool:
    return any(not isinstance(table.get(each, {}), dict) for each in _FIELDS)


def _ancestors(key: str) -> set[str]:
    words = key.split(".")
    return {".".join(words[:n]) for n in range(1, len(words))}


def _text_reason(held: Any) -> str:
    if not isinstance(held, str) or not held.strip():
        return "a text is needed"
    if mark := lying_marks(held):
        return f"hidden character {mark}"
    return ""


def _is_datum(held: Any) -> bool:
    if isinstance(held, list):
        return bool(held) and all(_is_datum(each) for each in held)
    if isinstance(held, Decimal):
        return held.is_finite()
    return isinstance(held, (bool, int)) or not _text_reason(held)


def _frozen(held: Any) -> Datum:
    return tuple(_frozen(each) for each in held) if isinstance(held, list) else held
