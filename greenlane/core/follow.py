"""Readers of the journal: a cursor each, at least once, with leases.

A follower that is killed loses its lease after a minute and another one goes on from
the cursor. A failing reader backs off and never holds up the others.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from greenlane.core import clock, queue
from greenlane.core.models import Cursor, Event, Head, Unit

log = structlog.get_logger("greenlane.follow")
LEASE = timedelta(seconds=60)
BATCH = 500
BACK_OFF_SECONDS = (1, 2, 5, 15, 60, 300)


@dataclass(frozen=True)
class Reader:
    """Takes a batch of events of one unit, in order. Must bear to see one twice."""

    name: str
    takes: Callable[[Unit, Sequence[Event]], None]
    also_idle: bool = False  # called with an empty batch too


def me() -> str:
    """Who holds a lease: host, process and thread."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"[:60]


def turn(reader: Reader, unit: Unit, *, holder: str = "") -> int:
    """Read one batch, if the lease can be had. Gives how many events were taken."""
    holder = holder or me()
    cursor = _lease(reader, unit, holder)
    if cursor is None:
        return 0
    rows = Event.objects.filter(unit=unit, seq__gt=cursor.seq).order_by("seq")
    events = list(rows[:BATCH])
    if not events and not reader.also_idle:
        return 0
    try:
        reader.takes(unit, events)
    except Exception:
        log.exception("reader-failed", reader=reader.name, unit=unit.code)
        _failed(cursor)
        return 0
    if events or cursor.failures:
        _moved(cursor, events[-1].seq if events else cursor.seq, holder)
    return len(events)


def _lease(reader: Reader, unit: Unit, holder: str) -> Cursor | None:
    """The cursor, held by this follower; None while another has it or it backs off."""
    now = clock.wall()
    cursor, _new = Cursor.objects.get_or_create(reader=reader.name, unit=unit)
    if cursor.retry_at and cursor.retry_at > now:
        return None
    until = cursor.held_until
    if cursor.holder == holder and until and until - now > LEASE / 2:
        return cursor
    free = Q(held_until__isnull=True) | Q(held_until__lte=now) | Q(holder=holder)
    with queue.turn(), transaction.atomic():
        taken = Cursor.objects.filter(free, pk=cursor.pk).update(
            holder=holder, held_until=now + LEASE
        )
    return Cursor.objects.get(pk=cursor.pk) if taken else None


def _moved(cursor: Cursor, seq: int, holder: str) -> None:
    """Move only our own cursor: a lease that was lost meanwhile moves nothing."""
    with queue.turn(), transaction.atomic():
        Cursor.objects.filter(pk=cursor.pk, holder=holder).update(
            seq=seq, failures=0, retry_at=None, moved_at=clock.wall()
        )


def _failed(cursor: Cursor) -> None:
    pause = BACK_OFF_SECONDS[min(cursor.failures, len(BACK_OFF_SECONDS) - 1)]
    with queue.turn(), transaction.atomic():
        Cursor.objects.filter(pk=cursor.pk).update(
            failures=cursor.failures + 1,
            retry_at=clock.wall() + timedelta(seconds=pause),
        )


def release(holder: str = "") -> None:
    """Give back every lease, at a clean stop."""
    with queue.turn(), transaction.atomic():
        Cursor.objects.filter(holder=holder or me()).update(held_until=None)


def with_news(readers: Sequence[Reader]) -> list[tuple[Reader, Unit]]:
    """Whose cursor stands behind the head of a unit, or was never set."""
    heads = dict(Head.objects.values_list("unit", "seq"))
    read = {(name, unit): seq for name, unit, seq in _cursors()}
    return [
        (reader, unit)
        for unit in Unit.objects.order_by("pk")
        for reader in readers
        if reader.also_idle
        or read.get((reader.name, unit.pk), -1) < heads.get(unit.pk, 0)
    ]


def _cursors() -> Iterable[tuple[str, int, int]]:
    return Cursor.objects.values_list("reader", "unit", "seq")


def run(
    readers: Sequence[Reader], *, stop: threading.Event, pause_seconds: float = 0.5
) -> None:
    """Read until told to stop; with a pause even while there is news.

    Each cursor that moves is a write of its own, in the line of all others: what comes
    in while it rests is read in one go. Only a full batch is followed at once.
    """
    try:
        while not stop.is_set():
            taken = [turn(reader, unit) for reader, unit in with_news(readers)]
            if BATCH not in taken:
                stop.wait(pause_seconds)
    finally:
        release()
