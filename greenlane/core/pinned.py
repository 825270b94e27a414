"""Figures and words of a pinned pack; one that is older than them takes the shipped."""

from __future__ import annotations

from functools import lru_cache

from greenlane.core import packs
from greenlane.core.models import PackVersion
from greenlane.core.packs import Pack


def figure(version: PackVersion | None, key: str) -> float:
    """The number that this pack, or else the shipped one, has under the key."""
    if version is not None:
        pack = _read(version.text)
        if key in pack.values:
            return float(pack.value(key).number)
    shipped = packs.find(version.name if version else packs.names()[0])
    return float(shipped.value(key).number)


def words(version: PackVersion | None, key: str) -> tuple[str, ...]:
    """The words that this pack, or else the shipped one, has under the key."""
    if version is not None and key in (pack := _read(version.text)).values:
        return _words(pack, key)
    return _words(packs.find(version.name if version else packs.names()[0]), key)


def _words(pack: Pack, key: str) -> tuple[str, ...]:
    found = pack.value(key).value
    return tuple(map(str, found if isinstance(found, tuple) else (found,)))


@lru_cache(maxsize=32)
def _read(text: str) -> Pack:
    return Pack.from_text(text)
