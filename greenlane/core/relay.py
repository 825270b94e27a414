"""One poller a process reads where the journals stand, and wakes whoever listens."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.db.models import Q, QuerySet

from greenlane.core.models import Event, Head
from greenlane.core.parts import View, views
from greenlane.core.prepared import prepared

log = structlog.get_logger("greenlane.live")
POLL_SECONDS, FRESH_SECONDS = 0.15, 0.05
RECENT, AT_ONCE = 2000, 500  # events kept of each unit; read in one go
# After one of these facts everybody's right to listen is looked at again.
ACCESS = (
    "core.role_granted",
    "core.role_revoked",
    "core.token_revoked",
    "core.password_set",
    "core.factor_added",
    "core.factor_removed",
    "core.factors_reset",
    "core.emergency_opened",
    "core.emergency_closed",
)
Heads = dict[int, tuple[str, int]]  # unit: its path, its last number


@dataclass(eq=False)  # two phones may hear and have heard the same
class Listener:
    """One open stream: what it may hear, and how far it has heard."""

    paths: tuple[str, ...]
    seen: dict[int, int]
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    doubted: bool = False  # roles or tokens have changed: look again who this is
    doubts: int | None = None  # `Relay.doubts` before it was asked who this is
    session: str = ""  # of the browser that listens
    packs: bool = False  # its stream is packed
    parts: dict[View, int] = field(default_factory=dict)  # which frame it was sent

    def hears(self, path: str) -> bool:
        return any(path.startswith(top) for top in self.paths)


class Relay:
    """Polls the heads while anybody listens."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self.heads: Heads = {}
        self.recent: dict[int, deque[dict[str, Any]]] = {}
        self._task: asyncio.Task[None] | None = None
        self._looked = 0.0
        self.doubts = 0  # how often everybody was doubted
        self.reading = asyncio.Lock()

    async def join(self, listener: Listener) -> None:
        """A thousand who come back in one instant look once, not each for himself.

        A right that was lost since it was asked who this is was told to the others, or
        to nobody while none listened: then it is asked again.
        """
        self.listeners.add(listener)
        loop = asyncio.get_running_loop()
        if self._task is None or self._task.done():
            self.heads, self.recent, self._looked = {}, {}, 0.0
            self.doubts += 1
        try:
            if loop.time() - self._looked > FRESH_SECONDS:
                await self.look()
        except BaseException:
            self.leave(listener)
            raise
        listener.doubted |= listener.doubts not in {None, self.doubts}
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._poll())

    def leave(self, listener: Listener) -> None:
        self.listeners.discard(listener)
        views.leave(listener)

    async def look(self) -> None:
        """Read the heads; whoever may have missed something is woken."""
        began = asyncio.get_running_loop().time()
        heads = await _heads()
        self._looked = began
        if heads == self.heads:
            return
        doubted = await _access_changed(self.heads, heads)
        newer = await _newer(self.heads, heads)
        self._keep(newer, heads)
        self.heads = heads
        self.doubts += doubted
        for listener in self.listeners:
            listener.doubted |= doubted
            listener.wake.set()
        views.news({heads[unit][0]: events for unit, events in newer.items()})

    def _keep(self, newer: Mapping[int, list[dict[str, Any]]], heads: Heads) -> None:
        """In what is kept there is never a hole, and nothing twice."""
        for unit, (_path, seq) in heads.items():
            kept = self.recent.setdefault(unit, deque(maxlen=RECENT))
            if seq < self.heads.get(unit, ("", 0))[1]:
                kept.clear()
            last = kept[-1]["seq"] if kept else 0
            events = [each for each in newer.get(unit, ()) if each["seq"] > last]
            if kept and events and events[0]["seq"] != last + 1:
                kept.clear()
            kept.extend(events)
            if kept and kept[-1]["seq"] != seq:  # read in part, or another database
                kept.clear()

    def told(self, unit: int, after: int) -> list[dict[str, Any]] | None:
        """What came after this number; None where that is not kept any more."""
        kept = self.recent.get(unit)
        if not kept or kept[0]["seq"] > after + 1:
            return None
        return [event for event in kept if event["seq"] > after]

    def remember(self, unit: int, after: int, events: list[dict[str, Any]]) -> None:
        """What somebody has read, if it has no hole and goes up to the head."""
        whole = [event["seq"] for event in events] == [
            after + n for n in range(1, len(events) + 1)
        ]
        if not (whole and events) or self.recent.get(unit):
            return
        if events[-1]["seq"] >= self.heads.get(unit, ("", 0))[1]:
            self.recent[unit] = deque(events, maxlen=RECENT)

    async def _poll(self) -> None:
        while self.listeners:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self.look()
            except Exception:
                log.exception("relay-cannot-read")


relay = Relay()


@sync_to_async
def _heads() -> Heads:
    close_old_connections()
    return {unit: (path, seq) for unit, path, seq in _ends()}


@prepared
def _ends() -> QuerySet[Head, tuple[int, str, int]]:
    return Head.objects.values_list("unit", "unit__path", "seq")


def as_told(rows: Any) -> Iterator[dict[str, Any]]:
    """Events as a frame has them; `said` is its text, written once for all who hear."""
    for row in rows:
        told = {
            "unit": row.unit_id,
            "seq": row.seq,
            "name": row.name,
            "at": row.at.isoformat(),
            "subjects": row.subjects.split(),
        }
        said = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        yield {**told, "said": said}


@sync_to_async
def _newer(before: Heads, now: Heads) -> dict[int, list[dict[str, Any]]]:
    """What was told since; a unit that is far ahead is read by whoever listens."""
    found = {}
    for unit, (_path, seq) in now.items():
        last = before.get(unit, ("", seq))[1]
        if last < seq <= last + AT_ONCE:
            rows = Event.objects.filter(unit=unit, seq__gt=last, seq__lte=seq)
            found[unit] = list(as_told(rows.order_by("seq")))
    return found


@sync_to_async
def _access_changed(before: Heads, now: Mapping[int, tuple[str, int]]) -> bool:
    newer = Q(pk__in=[])
    for unit, (_path, seq) in before.items():
        if now.get(unit, ("", seq))[1] > seq:
            newer |= Q(unit=unit, seq__gt=seq)
    return Event.objects.filter(newer, name__in=ACCESS).exists()
