"""Readers of the journal: a cursor each, at least once, with leases.

A follower that is killed loses its lease after a minute and another one goes on from
the cursor. A failing reader backs off and never holds up the others.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from greenlane.core import clock, queue
from greenlane.core.models import Cursor, Event, Unit

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


def run(
    readers: Sequence[Reader], *, stop: threading.Event, pause_seconds: float = 0.5
) -> None:
    """Read until told to stop."""
    try:
        while not stop.is_set():
            taken = sum(
                turn(reader, unit)
                for unit in Unit.objects.order_by("pk")
                for reader in readers
            )
            if not taken:
                stop.wait(pause_seconds)
    finally:
        release()
