"""Rule packs that somebody wrote to get past the gates: every value, put otherwise.

Each value of a pack is put at its extremes, into another type or unit, turned round, or
left out. What the bounds let in of one way of doing it stands together in one pack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from greenlane.core import packs
from greenlane.core.models import PackVersion
from greenlane.core.packbounds import beyond, table
from greenlane.core.packs import Pack
from greenlane.core.packvalues import Value

Values = dict[str, Value]
Way = Callable[[Value], Value | None]  # None leaves the value out
GONE = object()


def figure(number: Any) -> Way:
    def put(held: Value) -> Value:
        return replace(held, value=Decimal(number) if _is_figure(held) else held.value)

    return put


def _is_figure(held: Value) -> bool:
    return not isinstance(held.value, bool | str | tuple)


def turned(held: Value) -> Value:
    if isinstance(held.value, bool):
        return replace(held, value=not held.value)
    return replace(held, value="no" if held.value == "yes" else held.value)


def other_type(held: Value) -> Value:
    if isinstance(held.value, bool):
        return replace(held, value="no")
    if isinstance(held.value, tuple):
        return replace(held, value=1)
    return replace(held, value=True)


def one_word(held: Value) -> Value:
    """A list with the easiest of all readings; a text that says nothing."""
    if isinstance(held.value, tuple):
        return replace(held, value=("meter_seals",))
    return replace(held, value="x")


WAYS: dict[str, Way] = {
    "huge": figure("1e12"),
    "tiny": figure("-1e12"),
    "nought": figure(0),
    "turned": turned,
    "other type": other_type,
    "one word": one_word,
    "other unit": lambda held: replace(held, unit="furlong"),
    "left out": lambda held: None,
}


@dataclass(frozen=True)
class Tried:
    """What became of one way: the pack with all that was let in, and what was."""

    values: Mapping[str, Value]
    let_in: tuple[str, ...]
    kept_out: tuple[str, ...]


def _bounded(key: str) -> bool:
    """Whether any bound is about values of this kind; the others are let in."""
    first = key.split(".")[0]
    return any(first == each["key"].split(".")[0] for each in table()["bound"])


@cache
def tried(name: str, way: str) -> Tried:
    """One after the other, each on top of what was let in before it."""
    held: Values = dict(packs.find(name).values)
    let_in, kept_out = [], []
    for key in list(held):
        worse = _put(held, key, WAYS[way])
        if worse is None:
            continue
        if _bounded(key) and beyond(worse):
            kept_out.append(key)
            continue
        held = worse
        let_in.append(key)
    return Tried(MappingProxyType(held), tuple(let_in), tuple(kept_out))


def _put(held: Values, key: str, way: Way) -> Values | None:
    changed = way(held[key])
    if changed == held[key]:
        return None
    worse = {**held, key: changed} if changed else dict(held)
    if changed is None:
        del worse[key]
    return worse


def pinned(name: str, way: str) -> PackVersion:
    """The pack as a row, as if it had been pinned: past the door, by hand."""
    found = packs.find(name)
    said = replace(found, version=f"x {way}", values=tried(name, way).values)
    text = said.to_text()
    made = Pack.from_text(text)
    return PackVersion.objects.create(
        name=name, version=made.version, digest=made.digest, text=text
    )


def all_ways() -> Iterator[str]:
    yield from WAYS
