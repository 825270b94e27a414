"""Plain HTTP before the door: the CA for telephones that do not trust us yet.

Everything else is sent on to HTTPS, and nothing that says who somebody is passes.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from typing import Any

import uvicorn
from django.conf import settings
from django.utils import translation

from greenlane.core.refusals import Refused
from greenlane.core.tls.handed import PAGE
from greenlane.core.web.problems import MEDIA, as_dict
from greenlane.server.app import Receive, Scope, Send
from greenlane.server.app import app as house
from greenlane.server.body import language

CONNECTIONS = 200
LEAVE_SECONDS = 10.0
_SECRETS = (b"cookie", b"authorization")
_HOST = re.compile(r"([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")


class Doorstep:
    """A second listener on a socket that is bound already. `stop` ends it and waits."""

    def __init__(self, bound: socket.socket) -> None:
        self._bound = bound
        config = uvicorn.Config(
            app,
            http="greenlane.server.wire:Patient",
            ws="none",
            lifespan="off",
            proxy_headers=False,
            limit_concurrency=CONNECTIONS,
            access_log=False,
            server_header=False,
            log_level="warning",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="doorstep", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(LEAVE_SECONDS)

    def _run(self) -> None:
        self._server.run(sockets=[self._bound])


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application of the second port."""
    if scope["type"] != "http":
        return
    path = scope["path"]
    if scope["method"] not in {"GET", "HEAD"}:
        await _refuse(scope, send)
    elif path == PAGE or path.startswith((f"{PAGE}/", "/static/")):
        headers = [each for each in scope["headers"] if each[0] not in _SECRETS]
        await house({**scope, "headers": headers}, receive, send)
    else:
        await _send_on(scope, send)


async def _send_on(scope: Scope, send: Send) -> None:
    host = _HOST.fullmatch(dict(scope["headers"]).get(b"host", b"").decode("latin-1"))
    there = scope.get("raw_path") or b"/"
    if host is None or not there.startswith(b"/"):  # nothing that lengthens the host
        await _refuse(scope, send)
        return
    port = "" if settings.PORT == 443 else f":{settings.PORT}"
    query = b"?" + scope["query_string"] if scope["query_string"] else b""
    to = f"https://{host[1]}{port}".encode() + there + query
    # For now only: a redirect that browsers keep would outlive a change of mind.
    await _answer(send, 307, b"", [(b"location", to)])


async def _refuse(scope: Scope, send: Send) -> None:
    """What was sent here travelled in the open; it is not sent on."""
    with translation.override(language(scope)):
        problem = {**as_dict(Refused("https-only")), "status": 403}
    await _answer(
        send, 403, json.dumps(problem).encode(), [(b"content-type", MEDIA.encode())]
    )


async def _answer(
    send: Send, status: int, text: bytes, headers: list[tuple[bytes, bytes]]
) -> None:
    also = [
        (b"content-length", str(len(text)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    start: dict[str, Any] = {"type": "http.response.start", "status": status}
    await send({**start, "headers": [*headers, *also]})
    await send({"type": "http.response.body", "body": text})
