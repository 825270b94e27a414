"""The event stream: one poller a process reads the heads and feeds every listener.

A frame carries unit, number, name and subjects; a listener resumes from the positions
in Last-Event-ID and misses nothing. His scope is computed anew every minute.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import structlog
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections

from greenlane.core.models import Event, Head, Unit
from greenlane.core.positions import read_position, write_position

log = structlog.get_logger("greenlane.live")
POLL_SECONDS, BEAT_SECONDS, SCOPE_SECONDS = 0.15, 15.0, 60.0
BEHIND_MOST = 2000  # further behind: the page fetches itself anew
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass
class Listener:
    """One open stream: what it may hear, and how far it has heard."""

    paths: tuple[str, ...]
    seen: dict[int, int]
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    def hears(self, path: str) -> bool:
        return any(path.startswith(top) for top in self.paths)


class Relay:
    """Polls the heads while anybody listens."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self.heads: dict[int, tuple[str, int]] = {}
        self._task: asyncio.Task[None] | None = None

    async def join(self, listener: Listener) -> None:
        self.heads = await _heads()
        self.listeners.add(listener)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._poll())

    def leave(self, listener: Listener) -> None:
        self.listeners.discard(listener)

    async def _poll(self) -> None:
        while self.listeners:
            await asyncio.sleep(POLL_SECONDS)
            try:
                heads = await _heads()
            except Exception:
                log.exception("relay-cannot-read")
                continue
            if heads != self.heads:
                self.heads = heads
                for listener in self.listeners:
                    listener.wake.set()


# Listeners are compared by identity: two phones may hear and have heard the same.
Listener.__hash__ = object.__hash__  # type: ignore[method-assign]
Listener.__eq__ = object.__eq__  # type: ignore[method-assign]
relay = Relay()


async def stream_app(
    scope: MutableMapping[str, Any], receive: Callable[..., Any], send: Send
) -> None:
    """GET /api/v1/stream as an ASGI application."""
    paths, status = await _scope_of(scope)
    if paths is None:
        await _refuse(send, status)
        return
    asked = _headers(scope).get("last-event-id", "") or _query(scope)
    listener = Listener(paths, {})
    await relay.join(listener)
    try:
        listener.seen = read_position(asked) if asked else {}
    except ValueError:
        listener.seen = {}
    await _start(send)
    try:
        await _tell(listener, scope, receive, send, fresh=not listener.seen)
    finally:
        relay.leave(listener)


async def _tell(
    listener: Listener, scope: Any, receive: Any, send: Send, *, fresh: bool
) -> None:
    gone = asyncio.ensure_future(_until_gone(receive))
    loop = asyncio.get_running_loop()
    checked = loop.time()
    await _hello(listener, send, fresh=fresh)
    while not gone.done():
        await _catch_up(listener, send)
        waiting = asyncio.ensure_future(listener.wake.wait())
        done, _ = await asyncio.wait(
            {waiting, gone}, timeout=BEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        waiting.cancel()
        if not done:
            await _write(send, ": beat\n\n")
        listener.wake.clear()
        if loop.time() - checked > SCOPE_SECONDS:
            paths, _status = await _scope_of(scope)
            if paths is None:
                break  # the right was lost: the stream closes
            listener.paths, checked = paths, loop.time()
    gone.cancel()


async def _hello(listener: Listener, send: Send, *, fresh: bool) -> None:
    """Tell where the journal stands; units not named before start from now."""
    for unit, (path, seq) in relay.heads.items():
        if listener.hears(path):
            listener.seen.setdefault(unit, seq if fresh else 0)
    position = write_position(listener.seen)
    await _write(send, f"retry: 2000\nid: {position}\nevent: hello\ndata: {{}}\n\n")


async def _catch_up(listener: Listener, send: Send) -> None:
    for unit, (path, seq) in list(relay.heads.items()):
        last = listener.seen.get(unit, 0)
        if not listener.hears(path) or seq <= last:
            continue
        if seq - last > BEHIND_MOST:
            listener.seen[unit] = seq
            await _write(send, _frame(listener, "too-old", {"unit": unit}))
            continue
        for event in await _events(unit, last):
            listener.seen[unit] = event["seq"]
            await _write(send, _frame(listener, "fact", event))


def _frame(listener: Listener, kind: str, data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    position = write_position(listener.seen)
    return f"id: {position}\nevent: {kind}\ndata: {text}\n\n"


@sync_to_async
def _heads() -> dict[int, tuple[str, int]]:
    close_old_connections()
    rows = Head.objects.values_list("unit", "unit__path", "seq")
    return {unit: (path, seq) for unit, path, seq in rows}


@sync_to_async
def _events(unit: int, after: int) -> list[dict[str, Any]]:
    rows = Event.objects.filter(unit=unit, seq__gt=after).order_by("seq")[:500]
    return [
        {
            "unit": row.unit_id,
            "seq": row.seq,
            "name": row.name,
            "at": row.at.isoformat(),
            "subjects": row.subjects.split(),
        }
        for row in rows
    ]


@sync_to_async
def _scope_of(scope: Any) -> tuple[tuple[str, ...] | None, int]:
    """What this caller may hear: the same middleware as every page."""
    from greenlane.core.web.stream_viewer import stream_actor

    close_old_connections()
    if scope["method"] != "GET":
        return None, 405
    actor = stream_actor(ASGIRequest(dict(scope), BytesIO()))
    if actor is None:
        return None, 401
    known = Unit.objects.filter(path__in=actor.paths()).values_list("path", flat=True)
    return tuple(known), 200


def _headers(scope: Any) -> dict[str, str]:
    return {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}


def _query(scope: Any) -> str:
    text = scope.get("query_string", b"").decode("latin-1")
    return next((p[6:] for p in text.split("&") if p.startswith("after=")), "")


async def _until_gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _start(send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def _write(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _refuse(send: Send, status: int) -> None:
    code = "log-in-first" if status == 401 else "method-not-allowed"
    body = json.dumps(
        {"type": f"urn:greenlane:problem:{code}", "status": status, "code": code}
    ).encode()
    headers = [(b"content-type", b"application/problem+json")]
    if status == 401:
        headers.append((b"www-authenticate", b'Bearer realm="greenlane"'))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
