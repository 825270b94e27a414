"""One port: event streams stay on the event loop, everything else goes to threads.

Ordinary views are several times faster in long-lived threads than on the event loop,
and only there may database connections be kept open.
"""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable, MutableMapping
from importlib import import_module
from typing import Any
from urllib.parse import quote_from_bytes

from a2wsgi import WSGIMiddleware
from django.urls import get_resolver

from greenlane.core.turns import for_somebody
from greenlane.server import body
from greenlane.wsgi import application

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

STREAM = "/api/v1/stream"
THREADS = 4
# A page makes tens of thousands of objects, and hardly one of them goes in a circle.
RUBBISH = (20_000, 20, 20)
# Messages of an answer that wait for a slow reader; a page or a script fits whole, so
# that no thread stands waiting for a telephone on a bad line.
WAITING_PARTS = 256

_pages: Any = WSGIMiddleware(
    application,  # type: ignore[arg-type]
    workers=THREADS,
    send_queue_size=WAITING_PARTS,
)


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application of the whole house."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] != "http":
        await send({"type": "websocket.close", "code": 1000})
    elif scope["path"] == STREAM:
        live = import_module("greenlane.core.live")
        await live.stream_app(_plain(scope), receive, send)
    else:
        await body.bounded(_page, _plain(scope), receive, send)


async def _page(scope: Scope, receive: Receive, send: Send) -> None:
    """Once its question is here: whoever sends one slowly holds up nobody's parts."""
    with for_somebody():
        await _pages(scope, receive, send)


def _plain(scope: Scope) -> Scope:
    """What a gateway may rely on: an ASCII query, and no header that imitates another.

    `X_Device` and `X-Device` would become the same name on the other side. A cookie
    with a backslash is none of ours: quoted, it could hide what no database looks for.
    """
    headers = [
        (name, value)
        for name, value in scope["headers"]
        if b"_" not in name and not (name == b"cookie" and b"\\" in value)
    ]
    query = scope["query_string"]
    if not query.isascii():
        query = quote_from_bytes(query, safe="!#$%&'()*+,/:;=?@[]~-._").encode()
    return {**scope, "headers": headers, "query_string": query}


def _at_rest() -> None:
    """What has been loaded stays: nobody looks through it again for rubbish."""
    get_resolver().url_patterns  # noqa: B018 (all views are loaded with them)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RUBBISH)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            _at_rest()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
