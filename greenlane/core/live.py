"""GET /api/v1/stream: what happens, as it happens, to whoever may hear it.

A frame carries unit, number, name and subjects; a listener resumes from the positions
in Last-Event-ID and misses nothing. His right to hear is looked at again every minute,
and at once when roles or tokens change; where it shrinks, the stream closes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpResponse

from greenlane.core.models import Event
from greenlane.core.packed import HEAD, as_it_is
from greenlane.core.positions import write_position
from greenlane.core.relay import AT_ONCE, Listener, as_told, relay
from greenlane.core.web.stream_viewer import (
    Asked,
    asked_from,
    looked_at,
    may_hear,
)

BEAT_SECONDS, SCOPE_SECONDS = 15.0, 60.0
# An event and no comment: a page that hears none knows that its line is dead.
BEAT = b"event: beat\ndata: {}\n\n"
BEHIND_MOST = 2000  # further behind: the page fetches itself anew
NEAR_EACH, NEAR_MOST = 4, 2000  # milliseconds: for each who listens, and in all
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def stream_app(
    scope: MutableMapping[str, Any], receive: Callable[..., Any], send: Send
) -> None:
    """The stream as an ASGI application."""
    who = await may_hear(scope)
    if isinstance(who, HttpResponse):
        await _refuse(send, who)
        return
    listener = Listener(who.paths, asked_from(scope), doubts=who.doubts)
    fresh = not listener.seen
    await relay.join(listener)
    try:
        hello = _hello(listener, looked_at(listener, scope, who), fresh=fresh)
        await _start(send, packs=listener.packs)
        await _tell(listener, scope, receive, send, first=hello)
    except asyncio.CancelledError:
        pass  # the house closes
    finally:
        relay.leave(listener)
    await send({"type": "http.response.body", "body": b""})


async def _tell(
    listener: Listener, scope: Any, receive: Any, send: Send, *, first: bytes
) -> None:
    gone = asyncio.ensure_future(_until_gone(receive))
    gone.add_done_callback(lambda _gone: listener.wake.set())
    now = asyncio.get_running_loop().time
    checked = now()
    try:
        while not gone.done():
            listener.wake.clear()  # first: what comes from now on is looked at below
            if listener.doubted or now() - checked > SCOPE_SECONDS:
                listener.doubted, checked = False, now()
                if not await _still_may(listener, scope):
                    return
            # All that there is in one go: each write is a way to the network and back.
            told = b"".join([first, *[frame async for frame in _news(listener)]])
            if told:
                await _write(send, told)
            first = b""
            if not await _woken(listener):
                await _write(send, _sent(listener, BEAT))
    finally:
        gone.cancel()


async def _still_may(listener: Listener, scope: Any) -> bool:
    """Whoever lost a right is cut off; whoever gained one hears more."""
    who = await may_hear(scope)
    if isinstance(who, HttpResponse) or not set(listener.paths) <= set(who.paths):
        return False
    listener.paths = who.paths
    return True


async def _woken(listener: Listener) -> bool:
    """Waits for news or the end; False when neither came for a while."""
    with suppress(TimeoutError):
        async with asyncio.timeout(BEAT_SECONDS):
            return await listener.wake.wait()
    return False


def _hello(listener: Listener, asked: Asked, *, fresh: bool) -> bytes:
    """Says where the journal stands. Who resumes hears new units from their start.

    A page that is open hears which of its parts it will be sent, and over how many
    milliseconds it is to spread what it fetches by itself.
    """
    for unit, (path, seq) in relay.heads.items():
        if listener.hears(path):
            given = listener.seen.setdefault(unit, seq if fresh else 0)
            # A number that was never given is another database's: all is told anew.
            listener.seen[unit] = given if given <= seq else 0
    told: dict[str, Any] = {}
    if asked.ats:
        near = min(NEAR_MOST, NEAR_EACH * len(relay.listeners))
        told = {"sent": asked.sent, "near": near}
    position, data = write_position(listener.seen), json.dumps(told)
    behind = any(
        seq > listener.seen.get(unit, 0)
        for unit, (path, seq) in relay.heads.items()
        if listener.hears(path)
    )
    if behind or (fresh and asked.version not in {"", _version()}):
        for view in listener.parts:
            view.give(listener)
    said = f"retry: 2000\nid: {position}\nevent: hello\ndata: {data}\n\n"
    return (HEAD if listener.packs else b"") + _sent(listener, said.encode())


async def _news(listener: Listener) -> AsyncIterator[bytes]:
    """Frames of what the listener has not heard, then the parts that were made anew."""
    for unit, (path, seq) in list(relay.heads.items()):
        last = listener.seen.get(unit, 0)
        if not listener.hears(path) or seq == last:
            continue
        if seq < last:  # another database was put in its place
            last = listener.seen[unit] = 0
        if seq - last > BEHIND_MOST:
            listener.seen[unit] = seq
            yield _frame(listener, "too-old", json.dumps({"unit": unit}))
        while events := await _events(unit, listener.seen.get(unit, 0)):
            for event in events:
                listener.seen[unit] = event["seq"]
                yield _frame(listener, "fact", event["said"])
    for view, number in list(listener.parts.items()):
        if view.number != number and listener in view.listeners:
            listener.parts[view] = view.number
            yield view.frame.packed if listener.packs else view.frame.plain


def _frame(listener: Listener, kind: str, data: str) -> bytes:
    position = write_position(listener.seen)
    frame = f"id: {position}\nevent: {kind}\ndata: {data}\n\n".encode()
    return _sent(listener, frame)


def _sent(listener: Listener, frame: bytes) -> bytes:
    return as_it_is(frame) if listener.packs else frame


async def _events(unit: int, after: int) -> list[dict[str, Any]]:
    known = relay.told(unit, after)
    if known is not None:
        return known
    async with relay.reading:  # who comes at the same moment hears what the first read
        known = relay.told(unit, after)
        if known is None:
            known = await _read(unit, after)
            relay.remember(unit, after, known)
    return known


@sync_to_async
def _read(unit: int, after: int) -> list[dict[str, Any]]:
    rows = Event.objects.filter(unit=unit, seq__gt=after).order_by("seq")[:AT_ONCE]
    return list(as_told(rows))


def _version() -> str:
    """As `kept.version` has it: how many journals, and the sum of their ends."""
    return f"{len(relay.heads)}.{sum(seq for _path, seq in relay.heads.values())}"


async def _until_gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _start(send: Send, *, packs: bool) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"vary", b"accept-encoding"),
    ]
    if packs:
        headers.append((b"content-encoding", b"gzip"))
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def _write(send: Send, frames: bytes) -> None:
    await send({"type": "http.response.body", "body": frames, "more_body": True})


async def _refuse(send: Send, answer: HttpResponse) -> None:
    headers = [(k.lower().encode(), v.encode()) for k, v in answer.items()]
    start = {"type": "http.response.start", "status": answer.status_code}
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})
