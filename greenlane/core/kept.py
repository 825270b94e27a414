"""What was read is kept as long as no journal has gone on.

Every change goes through the door, and the door moves the head of a unit. While no head
has moved, a read gives again what it gave before: when an event makes fifty boards ask
anew, the first of them asks the database and the others are told. One short query says
so, once for a whole request.

Only a request that reads may look here (`reading`). A command and its gates never do,
nor does what depends on the time, on a session, or on a table that is written outside
the door (`guard.FREE_TABLES`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection

T = TypeVar("T")
Version = tuple[int, int]

MOST = 1200  # of weight kept by one process; what is unused longest goes first


@dataclass
class Moment:
    """The state of all journals at which a request reads."""

    version: Version | None = None

    def seen(self) -> Version:
        if self.version is None:
            self.version = _now()
        return self.version


@dataclass
class Shelf:
    """The values of one process, each with the version at which it was read."""

    values: OrderedDict[Any, tuple[Version, Any, int]] = field(
        default_factory=OrderedDict
    )
    weight: int = 0
    lock: Lock = field(default_factory=Lock)

    def get(self, key: Hashable, version: Version) -> tuple[bool, Any]:
        with self.lock:
            found = self.values.get(key)
            if found is None or found[0] != version:
                return False, None
            self.values.move_to_end(key)
            return True, found[1]

    def put(self, key: Hashable, version: Version, value: Any, weight: int = 1) -> None:
        with self.lock:
            if key in self.values:
                self.weight -= self.values.pop(key)[2]
            self.values[key] = version, value, weight
            self.weight += weight
            while self.weight > MOST and len(self.values) > 1:
                _key, (_version, _value, gone) = self.values.popitem(last=False)
                self.weight -= gone


_shelf = Shelf()
_moment: ContextVar[Moment | None] = ContextVar("reading_at", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Inside, `kept` may tell what was read before: where nothing is changed."""
    token = _moment.set(Moment() if settings.KEEPS_READS else None)
    try:
        yield
    finally:
        _moment.reset(token)


@contextmanager
def afresh() -> Iterator[None]:
    """Inside, everything is read from the tables again."""
    token = _moment.set(None)
    try:
        yield
    finally:
        _moment.reset(token)


def kept(what: str, key: Hashable, read: Callable[[], T], *, weight: int = 1) -> T:
    """What `read` gives, or gave for this key since the last change. Never edit it.

    `weight` is how many orders it holds: one with all its rows is some 50 KiB. Also
    what holds none weighs 1, or so many empty answers could be kept as one likes.

    What is not there (None) is asked for again: whoever guesses keys would crowd out
    what others read. Several requests hold the same value, so nobody may change it. The
    version is looked at before anything is read: at the worst a value is newer than it
    says.
    """
    moment = _moment.get()
    if moment is None:
        return read()
    version = moment.seen()
    known, value = _shelf.get((what, key), version)
    if known:
        return value
    value = read()
    if value is not None:
        _shelf.put((what, key), version, value, max(1, weight))
    return value


def version() -> str:
    """The state of the journals that this request was told; empty if it asked none."""
    moment = _moment.get()
    seen = moment.version if moment else None
    return f"{seen[0]}.{seen[1]}" if seen else ""


def _now() -> Version:
    """(units, the sum of their heads): every event makes it greater."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*), COALESCE(SUM(seq), 0) FROM core_head")
        units, told = cursor.fetchone()
    return int(units), int(told)
