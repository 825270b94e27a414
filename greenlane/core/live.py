"""GET /api/v1/stream: what happens, as it happens, to whoever may hear it.

A frame carries unit, number, name and subjects; a listener resumes from the positions
in Last-Event-ID and misses nothing. His right to hear is looked at again every minute,
and at once when roles or tokens change; where it shrinks, the stream closes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from io import BytesIO
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import HttpResponse
from django.utils import translation

from greenlane.core.models import Event, Unit
from greenlane.core.positions import read_position, write_position
from greenlane.core.refusals import NotAllowed
from greenlane.core.relay import Listener, relay
from greenlane.core.web.access import LogInFirst, admit, needs
from greenlane.core.web.problems import problem, unauthenticated, wrong_method
from greenlane.core.web.stream_viewer import stream_actor

RULE = needs("read")
BEAT_SECONDS, SCOPE_SECONDS = 15.0, 60.0
BEHIND_MOST = 2000  # further behind: the page fetches itself anew
AT_ONCE = 500
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def stream_app(
    scope: MutableMapping[str, Any], receive: Callable[..., Any], send: Send
) -> None:
    """The stream as an ASGI application."""
    paths = await _may_hear(scope)
    if isinstance(paths, HttpResponse):
        await _refuse(send, paths)
        return
    listener = Listener(paths, _asked_from(scope))
    fresh = not listener.seen
    await relay.join(listener)
    try:
        await _start(send)
        await _hello(listener, send, fresh=fresh)
        await _tell(listener, scope, receive, send)
    except asyncio.CancelledError:
        pass  # the house closes
    finally:
        relay.leave(listener)
    await send({"type": "http.response.body", "body": b""})


async def _tell(listener: Listener, scope: Any, receive: Any, send: Send) -> None:
    gone = asyncio.ensure_future(_until_gone(receive))
    now = asyncio.get_running_loop().time
    checked = now()
    try:
        while not gone.done():
            if listener.doubted or now() - checked > SCOPE_SECONDS:
                listener.doubted, checked = False, now()
                if not await _still_may(listener, scope):
                    return
            listener.wake.clear()
            await _catch_up(listener, send)
            if not await _woken(listener, gone):
                await _write(send, ": beat\n\n")
    finally:
        gone.cancel()


async def _still_may(listener: Listener, scope: Any) -> bool:
    """Whoever lost a right is cut off; whoever gained one hears more."""
    paths = await _may_hear(scope)
    if isinstance(paths, HttpResponse) or not set(listener.paths) <= set(paths):
        return False
    listener.paths = paths
    return True


async def _woken(listener: Listener, gone: asyncio.Future[None]) -> bool:
    """Waits for news or the end; False when neither came for a while."""
    waiting = asyncio.ensure_future(listener.wake.wait())
    either: set[asyncio.Future[Any]] = {waiting, gone}
    done, _ = await asyncio.wait(
        either, timeout=BEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED
    )
    waiting.cancel()
    return bool(done)


async def _hello(listener: Listener, send: Send, *, fresh: bool) -> None:
    """Tell where the journal stands. Who resumes hears new units from their start."""
    for unit, (path, seq) in relay.heads.items():
        if listener.hears(path):
            asked = listener.seen.setdefault(unit, seq if fresh else 0)
            # A number that was never given is another database's: all is told anew.
            listener.seen[unit] = asked if asked <= seq else 0
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
        while events := await _events(unit, listener.seen.get(unit, 0)):
            for event in events:
                listener.seen[unit] = event["seq"]
                await _write(send, _frame(listener, "fact", event))


def _frame(listener: Listener, kind: str, data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    position = write_position(listener.seen)
    return f"id: {position}\nevent: {kind}\ndata: {text}\n\n"


@sync_to_async
def _events(unit: int, after: int) -> list[dict[str, Any]]:
    rows = Event.objects.filter(unit=unit, seq__gt=after).order_by("seq")[:AT_ONCE]
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
def _may_hear(scope: Any) -> tuple[str, ...] | HttpResponse:
    """The tops of what this caller may hear, or why not: 405, 401, 403."""
    close_old_connections()
    request = ASGIRequest(dict(scope), BytesIO())
    with translation.override(translation.get_language_from_request(request)):
        if request.method != "GET":
            return wrong_method("GET")
        try:
            actor = admit(stream_actor(request), RULE)
        except LogInFirst:
            return unauthenticated(request)
        except NotAllowed as refused:
            return problem(refused)
    known = Unit.objects.filter(path__in=actor.paths()).values_list("path", flat=True)
    return tuple(known)


def _asked_from(scope: Any) -> dict[int, int]:
    """Last-Event-ID, or ?after=; what cannot be read means: from now."""
    headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
    query = scope.get("query_string", b"").decode("latin-1")
    after = next((p[6:] for p in query.split("&") if p.startswith("after=")), "")
    try:
        return read_position(headers.get("last-event-id", "") or after)
    except ValueError:
        return {}


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


async def _refuse(send: Send, answer: HttpResponse) -> None:
    headers = [(k.lower().encode(), v.encode()) for k, v in answer.items()]
    start = {"type": "http.response.start", "status": answer.status_code}
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})
