"""Every link of a stream is hashed anew; a long one by several processes at once.

The processes only find out which pieces are whole. At the first that is not, the caller
walks on by itself from the last whole one and names the place.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import connection

from greenlane.core import stream_rows
from greenlane.core.models import Event

PIECE = 25_000
LONG = 100_000  # below it starting processes takes longer than the walk
MOST_WORKERS = 4


class Bad(NamedTuple):
    """The first place of a stream that is not as it was told."""

    seq: int
    what: str


def links(
    unit: int, *, size: int, last: str, upto: int
) -> Iterator[tuple[list[str], Bad | None]]:
    """Walk on after `size` events that end in `last`: blocks of good digests, in order.

    With a block comes what stopped it; nothing follows then.
    """
    after = size or stream_rows.START
    for page in stream_rows.links(unit, after=after, upto=upto):
        ends = page[-1][0]
        told = stream_rows.grouped_subjects(unit, after=after, upto=ends)
        good: list[str] = []
        for row in page:
            if what := _wrong(row, told, size=size, last=last):
                yield good, Bad(row[0], what)
                return
            size, last = row[0], row[2]
            good.append(last)
        yield good, Bad(min(told), "subject-of-no-event") if told else None
        if told:
            return
        after = ends


def _wrong(
    row: tuple[Any, ...],
    told: dict[int, tuple[str, str | None]],
    *,
    size: int,
    last: str,
) -> str:
    """What is wrong with this link after `size` events that end in `last`."""
    seq, prev, digest, name, subjects, content = row
    if seq != size + 1:
        return "hole" if seq > size + 1 else "number-twice"
    if prev != last:
        return "link-broken"
    if sha256(f"{last}\n{content}".encode()).hexdigest() != digest:
        return "event-changed"
    # Its subject rows are exactly those that its digest covers.
    found, bears = told.pop(seq, ("", name))
    said = subjects.replace("-", "")
    same = found == said or sorted(found.split()) == sorted(said.split())
    return "" if same and bears == name else "subjects-changed"


class Hashers:
    """Several processes, each with a piece of a stream; none for short streams."""

    def __init__(self, sizes: Mapping[int, int]) -> None:
        self._jobs: dict[int, list[Future[bytes | None]]] = {}
        self._pool: ProcessPoolExecutor | None = None
        if sum(sizes.values()) < LONG or not _may_fork():
            return
        connection.close()  # a child must not share our line to the database
        fork = multiprocessing.get_context("fork")
        workers = min(MOST_WORKERS, len(os.sched_getaffinity(0)))
        self._pool = ProcessPoolExecutor(workers, mp_context=fork)
        for unit, size in sizes.items():
            self._jobs[unit] = [
                self._pool.submit(_piece, unit, start, min(start + PIECE, size))
                for start in range(0, size, PIECE)
            ]

    def whole(self, unit: int) -> Iterator[list[str]]:
        """The digests of the pieces from the beginning, as far as they are whole."""
        for job in self._jobs.get(unit, ()):
            found = job.result()
            if found is None:
                return
            yield [found[i : i + 32].hex() for i in range(0, len(found), 32)]

    def close(self) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


def _may_fork() -> bool:
    """Not inside a transaction: another process would not see what it has written."""
    known = multiprocessing.get_all_start_methods()
    return "fork" in known and not connection.in_atomic_block


def _piece(unit: int, size: int, upto: int) -> bytes | None:
    """The digests from here to there, or None when something is not whole."""
    rows = Event.objects.filter(unit=unit, seq=size).values_list("digest", flat=True)
    last = (rows.first() or "") if size else ""
    found = bytearray()
    for good, bad in links(unit, size=size, last=last, upto=upto):
        if bad:
            return None
        found += bytes.fromhex("".join(good))
    return bytes(found) if len(found) == 32 * (upto - size) else None
