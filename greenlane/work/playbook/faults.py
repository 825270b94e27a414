"""What is wrong with one row of a playbook by itself, before the rows meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from greenlane.work.playbook.model import AMOUNTS, BESIDE, STAGES

LISTS = ("after", "gives", "acts", "areas", "beside")
FLAGS = ("exclusive", "live", "no_infeeds", "paper")
TEXTS = ("title_en", "title_zh", "stage", "skill", "on", "authority", "note")
_ROW = {"key", "class", "heads", "minutes", *LISTS, *FLAGS, *TEXTS, *AMOUNTS}


def faults(row: dict[str, Any]) -> Iterator[str]:
    """Every reason why this row is no step."""
    yield from _bad_texts(row)
    yield from _bad_words(row)
    yield from _bad_lists(row)
    yield from _bad_amounts(row)
    yield from _bad_minutes(row.get("minutes"))


def _bad_texts(row: dict[str, Any]) -> Iterator[str]:
    if not isinstance(row.get("key"), str) or not row["key"]:
        yield "a step has no key"
    for word in sorted(set(row) - _ROW):
        yield f"unknown key {word!r}"
    for word in ("title_en", "title_zh", "stage", "skill"):
        if not isinstance(row.get(word), str) or not row[word]:
            yield f"{word} is missing"


def _bad_words(row: dict[str, Any]) -> Iterator[str]:
    """Words out of a short list, and the number of people."""
    if row.get("stage") not in STAGES:
        yield f"unknown stage {row.get('stage')!r}"
    if row.get("class", "") not in {"", "S", "C", "R"}:
        yield f"unknown class {row.get('class')!r}"
    if row.get("on", "") not in {"", "isolated"}:
        yield f"unknown state to work on {row.get('on')!r}"
    if type(row.get("heads")) is not int or row["heads"] < 0:
        yield "heads is not a number from 0"


def _bad_lists(row: dict[str, Any]) -> Iterator[str]:
    for word in LISTS:
        items = row.get(word, [])
        if not isinstance(items, list) or not all(isinstance(i, str) for i in items):
            yield f"{word} is not a list of codes"
        elif word == "beside" and (odd := sorted(set(items) - BESIDE)):
            yield f"unknown form beside the ticket {odd[0]!r}"
    for word in FLAGS:
        if not isinstance(row.get(word, False), bool):
            yield f"{word} is neither true nor false"


def _bad_minutes(minutes: Any) -> Iterator[str]:
    three = isinstance(minutes, list) and len(minutes) == 3
    if not three or not all(type(each) is int for each in minutes):
        yield "minutes are three whole numbers: low, likely, high"
    elif min(minutes) < 0:
        yield "a duration is negative"
    elif sorted(minutes) != minutes:
        yield "durations are reversed: low, likely, high"


def _bad_amounts(row: dict[str, Any]) -> Iterator[str]:
    """How much of what it uses and takes: by code, whole numbers."""
    for word, known in AMOUNTS.items():
        told = row.get(word, {})
        if not isinstance(told, dict):
            yield f"{word} says how much of what, such as {{ {min(known)} = 1 }}"
            continue
        for code, amount in told.items():
            if code not in known:
                yield f"{word} names unknown {code!r}"
            if type(amount) is not int or not 0 < amount < 100:
                yield f"{word} of {code!r} is not a number from 1"
