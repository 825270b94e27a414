"""Clocks around the steps of the door: waiting for the turn, and holding it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import local
from typing import Any

from django.db import connection

from greenlane.core import door, journal, queue


@dataclass
class Clocks:
    """Seconds of every command: in a transaction, waiting, holding the lock."""

    transaction: list[float] = field(default_factory=list)
    waiting: list[float] = field(default_factory=list)
    holding: list[float] = field(default_factory=list)


@contextmanager
def clocks() -> Iterator[Clocks]:
    """SQLite waits before BEGIN for the writers' turn and holds it to the end.

    PostgreSQL waits behind it, for the head of the unit, and holds that to the end.
    """
    found, mine = Clocks(), local()
    plain = door.queue.turn, door._door_open, journal._head
    sqlite = connection.vendor == "sqlite"

    @contextmanager
    def turn() -> Iterator[None]:
        asked = time.perf_counter()
        with plain[0]():
            if sqlite:
                mine.got = time.perf_counter()
                found.waiting.append(mine.got - asked)
            yield

    @contextmanager
    def opened(running: Any) -> Iterator[None]:
        began = time.perf_counter()
        with plain[1](running):
            yield
        ended = time.perf_counter()
        found.transaction.append(ended - began)
        if getattr(mine, "got", None) is not None:
            found.holding.append(ended - mine.got)
            mine.got = None

    def head(unit: int) -> Any:
        asked = time.perf_counter()
        row = plain[2](unit)
        if not sqlite:
            mine.got = time.perf_counter()
            found.waiting.append(mine.got - asked)
        return row

    queue.turn, door._door_open, journal._head = turn, opened, head  # type: ignore[assignment]
    try:
        yield found
    finally:
        queue.turn, door._door_open, journal._head = plain


def spread(seconds: Iterable[float]) -> str:
    """Median and 95th percentile, in milliseconds."""
    ordered = sorted(each * 1000 for each in seconds) or [0.0]
    p95 = ordered[int(len(ordered) * 0.95)]
    return f"{ordered[len(ordered) // 2]:.1f} ms, p95 {p95:.1f} ms"


def times(
    deed: Callable[[], object],
    count: int,
    *,
    clock: Callable[[], float] = time.perf_counter,
) -> list[float]:
    """Seconds of each of these. `time.process_time`: of work, whatever else runs."""
    found = []
    for _n in range(count):
        began = clock()
        deed()
        found.append(clock() - began)
    return found
