"""`make bench`: commands per second through the door, and the time under the lock.

Everything is on: form, permission, receipt, guard, journal, chain, commit to disk.
Sixteen people add sites to one unit at once: all of them want the same head.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django

THREADS, SECONDS = 16, 10.0


def main() -> int:
    if url := os.environ.get("DATABASE_URL_TEST"):
        os.environ["DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlane.settings")
    django.setup()
    from django.db import connection

    from greenlane.core import guard

    name = connection.settings_dict["NAME"]
    with guard.lifted():
        connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        whole, locked = measured()
    finally:
        with guard.lifted():
            connection.creation.destroy_test_db(name, verbosity=0)
    if not whole:
        sys.exit("no command went through")
    print(f"{len(whole) / SECONDS:.0f} commands/s from {THREADS} threads")
    print(f"a command: {spread(whole)}")
    # SQLite waits before BEGIN, PostgreSQL behind it, for the head of the unit.
    print(f"of it from BEGIN to COMMIT: {spread(locked)}")
    return 0


def measured() -> tuple[list[float], list[float]]:
    """Seconds of each command, and of each transaction."""
    from tests.cast import Cast

    cast = Cast.build()
    whole: list[float] = []
    locked: list[float] = []
    until = time.perf_counter() + SECONDS
    with timed_transactions(locked):
        threads = [
            threading.Thread(target=add_sites, args=(cast, number, until, whole))
            for number in range(THREADS)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    return whole, locked


def add_sites(cast: object, number: int, until: float, whole: list[float]) -> None:
    from django.db import connection

    from greenlane.core.door import perform

    by = cast.actor("wang")  # type: ignore[attr-defined]
    count = 0
    try:
        while (began := time.perf_counter()) < until:
            code = f"{number}-{count}"
            perform("places.add_site", {"code": code, "name_zh": code}, by=by)
            whole.append(time.perf_counter() - began)
            count += 1
    finally:
        connection.close()


@contextmanager
def timed_transactions(locked: list[float]) -> Iterator[None]:
    from greenlane.core import door

    plain = door._door_open

    @contextmanager
    def timed(running: object) -> Iterator[None]:
        began = time.perf_counter()
        with plain(running):  # type: ignore[arg-type]
            yield
        locked.append(time.perf_counter() - began)

    door._door_open = timed  # type: ignore[assignment]
    try:
        yield
    finally:
        door._door_open = plain


def spread(seconds: list[float]) -> str:
    """Median, 95th percentile and worst, in milliseconds."""
    ordered = sorted(each * 1000 for each in seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    middle = ordered[len(ordered) // 2]
    return f"median {middle:.1f} ms, p95 {p95:.1f} ms, worst {ordered[-1]:.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
