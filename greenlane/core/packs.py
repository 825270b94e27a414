"""A rule pack: every limit, age, clock and form as data, with unit, source and edition.

A pack is a folder of TOML files; an order is pinned to the text of one version of it.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from greenlane.core.packbounds import beyond
from greenlane.core.packvalues import (
    SCHEMA,
    TITLES,
    BadPack,
    Datum,
    Leaf,
    Problem,
    Value,
    decimal,
    head_problems,
    leaves,
    read,
)

__all__ = ["BadPack", "Datum", "Pack", "Problem", "Value"]
__all__ += ["find", "load", "names", "unverified"]

HEAD = "pack.toml"


@dataclass(frozen=True)
class Pack:
    """One version of a rule pack; equal content has an equal digest."""

    name: str
    version: str
    title_en: str
    title_zh: str
    values: Mapping[str, Value] = field(hash=False, repr=False)

    def value(self, key: str) -> Value:
        """The value of a full key such as "readings.insulation_lv.min".

        Raises KeyError naming pack and key: a gate that cannot answer stays shut.
        """
        try:
            return self.values[key]
        except KeyError:
            raise KeyError(f"{self.name} {self.version} has no {key!r}") from None

    def under(self, prefix: str) -> tuple[str, ...]:
        """The next words below a prefix, sorted: under("tickets") names every kind."""
        start = f"{prefix}."
        below = (key for key in self.values if key.startswith(start))
        return tuple(sorted({key.removeprefix(start).split(".")[0] for key in below}))

    def to_text(self) -> str:
        """Canonical JSON: sorted keys, no spaces. `from_text` reads it back."""
        return json.dumps(
            {
                "schema": SCHEMA,
                **{each: getattr(self, each) for each in ("name", *TITLES)},
                "values": {key: asdict(held) for key, held in self.values.items()},
            },
            default=float,
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hex."""
        return hashlib.sha256(self.to_text().encode()).hexdigest()

    @classmethod
    def from_text(cls, text: str) -> Pack:
        """Read what `to_text` wrote. Raises BadPack."""
        try:
            held = json.loads(text, parse_float=decimal, parse_constant=decimal)
        except (ValueError, RecursionError) as wrong:
            raise BadPack([Problem("text", "", f"not JSON: {wrong}")]) from None
        if not isinstance(held, dict) or not isinstance(held.get("values"), dict):
            raise BadPack([Problem("text", "", "not the text of a pack")])
        # Unlike in a file, every key stands here in full, next to its value.
        found = [Leaf("text", *each) for each in held.pop("values").items()]
        # A note that was not written is an empty one.
        for leaf in found:
            if isinstance(leaf.held, dict) and leaf.held.get("note") == "":
                del leaf.held["note"]
        return _pack("text", held, found, [])


def names() -> tuple[str, ...]:
    """The packs that ship with the house."""
    home = _home()
    if not home.is_dir():
        return ()
    return tuple(sorted(e.name for e in home.iterdir() if (e / HEAD).is_file()))


def find(name: str) -> Pack:
    """A shipped pack by name, whole and within the bounds. Raises BadPack."""
    if name not in names():
        known = ", ".join(names()) or "none"
        raise BadPack([Problem(HEAD, name, f"no such pack; there are: {known}")])
    return _shipped(name)


@lru_cache(maxsize=16)
def _shipped(name: str) -> Pack:
    """Read once a process: issuing a ticket asks for it while it holds its locks."""
    pack = load(_home() / name)
    if wrong := beyond(pack.values):
        raise BadPack(wrong)
    return pack


def load(folder: Traversable) -> Pack:
    """Read a pack's folder. Raises BadPack with every problem of every file."""
    wrong: list[Problem] = []
    entries = sorted(folder.iterdir(), key=lambda each: each.name)
    files = {e.name: _toml(e, wrong) for e in entries if e.name.endswith(".toml")}
    head = files.pop(HEAD, None)
    if head is None:
        wrong.append(Problem(HEAD, "", "the file is missing"))
    elif "name" in head and head["name"] != folder.name:
        wrong.append(Problem(HEAD, "name", f"the folder is called {folder.name!r}"))
    found = [leaf for file, held in files.items() for leaf in leaves(file, held)]
    return _pack(HEAD, head or {}, found, wrong)


def unverified(pack: Pack) -> tuple[str, ...]:
    """The keys that somebody still has to confirm with the utility."""
    return tuple(key for key, held in pack.values.items() if not held.verified)


def _pack(
    file: str, head: dict[str, Any], found: list[Leaf], wrong: list[Problem]
) -> Pack:
    wrong = [*wrong, *head_problems(file, head)]
    values = read(iter(found), wrong)
    if not found:
        wrong.append(Problem(file, "", "the pack holds no value"))
    if wrong:
        raise BadPack(wrong)
    titles = {each: head[each] for each in ("name", *TITLES)}
    return Pack(**titles, values=MappingProxyType(values))


def _home() -> Traversable:
    return resources.files("greenlane") / "packs"


def _toml(entry: Traversable, wrong: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(entry.read_text(encoding="utf-8"), parse_float=decimal)
    except (ValueError, RecursionError) as reason:
        wrong.append(Problem(entry.name, "", f"not TOML: {reason}"))
        return {}
