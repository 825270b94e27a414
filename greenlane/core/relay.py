"""One poller a process reads where the journals stand, and wakes whoever listens."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog
from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.db.models import Q

from greenlane.core.models import Event, Head

log = structlog.get_logger("greenlane.live")
POLL_SECONDS = 0.15
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

    def hears(self, path: str) -> bool:
        return any(path.startswith(top) for top in self.paths)


class Relay:
    """Polls the heads while anybody listens."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self.heads: Heads = {}
        self._task: asyncio.Task[None] | None = None

    async def join(self, listener: Listener) -> None:
        self.listeners.add(listener)
        await self.look()
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._poll())

    def leave(self, listener: Listener) -> None:
        self.listeners.discard(listener)

    async def look(self) -> None:
        """Read the heads; whoever may have missed something is woken."""
        heads = await _heads()
        if heads == self.heads:
            return
        doubted = await _access_changed(self.heads, heads)
        self.heads = heads
        for listener in self.listeners:
            listener.doubted |= doubted
            listener.wake.set()

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
    rows = Head.objects.values_list("unit", "unit__path", "seq")
    return {unit: (path, seq) for unit, path, seq in rows}


@sync_to_async
def _access_changed(before: Heads, now: Mapping[int, tuple[str, int]]) -> bool:
    newer = Q(pk__in=[])
    for unit, (_path, seq) in before.items():
        if now.get(unit, ("", seq))[1] > seq:
            newer |= Q(unit=unit, seq__gt=seq)
    return Event.objects.filter(newer, name__in=ACCESS).exists()
