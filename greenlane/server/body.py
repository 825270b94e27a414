"""A message is taken in whole, within its size and time, before a thread looks at it.

A sender that dribbles or floods costs a little memory, never one of the few threads.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import MutableMapping
from tempfile import SpooledTemporaryFile
from typing import Any

from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from greenlane.core.refusals import FieldError, TooLarge
from greenlane.core.web.problems import as_dict

BLOBS = "/api/v1/blobs"
TABLES = "/import/"
COMMAND_BYTES = 1024 * 1024
BLOB_BYTES = 20 * 1024 * 1024
TABLE_BYTES = 11 * 1024 * 1024  # the largest table, and what wraps it
COMMAND_SECONDS = 60.0
BLOB_SECONDS = 600.0
LINGER_SECONDS = 5.0
CHUNK = 64 * 1024


class _TooLarge(Exception):
    """More bytes came than may come here."""


async def bounded(app: Any, scope: Any, receive: Any, send: Any) -> None:
    """Run `app` with a body that is already here; else answer 413 or 408."""
    limit, seconds = _bounds(scope["path"])
    if _announced(scope) > limit:
        await _turn_away(scope, receive, send, 413, "too-large")
        return
    with SpooledTemporaryFile(max_size=COMMAND_BYTES) as kept:
        try:
            async with asyncio.timeout(seconds):
                whole = await _take_in(receive, kept, limit)
        except _TooLarge:
            await _turn_away(scope, receive, send, 413, "too-large")
        except TimeoutError:
            await _turn_away(scope, receive, send, 408, "too-slow")
        else:
            if whole:
                await app(scope, _replay(kept, receive), send)


def _bounds(path: str) -> tuple[int, float]:
    if path == BLOBS or path.startswith(BLOBS + "/"):
        return BLOB_BYTES, BLOB_SECONDS
    if path.startswith(TABLES):
        return TABLE_BYTES, BLOB_SECONDS
    return COMMAND_BYTES, COMMAND_SECONDS


def _announced(scope: Any) -> int:
    given = dict(scope["headers"]).get(b"content-length", b"0")
    return int(given) if given.isdigit() else 0


async def _take_in(receive: Any, kept: Any, limit: int) -> bool:
    """Whether the message came to its end (False: the sender hung up)."""
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        size += len(message.get("body", b""))
        if size > limit:
            raise _TooLarge
        kept.write(message.get("body", b""))
        if not message.get("more_body"):
            kept.seek(0)
            return True


def _replay(kept: Any, receive: Any) -> Any:
    ended = False

    async def again() -> MutableMapping[str, Any]:
        nonlocal ended
        if ended:
            return dict(await receive())
        part = kept.read(CHUNK)
        ended = len(part) < CHUNK
        return {"type": "http.request", "body": part, "more_body": not ended}

    return again


async def _turn_away(
    scope: Any, receive: Any, send: Any, status: int, code: str
) -> None:
    text = _problem(scope, status, code)
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(text)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    start = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": text, "more_body": True})
    # Closing on a sender in full flow would reset the line and lose our answer:
    # what still comes is thrown away for a moment.
    try:
        async with asyncio.timeout(LINGER_SECONDS):
            while (await receive()).get("more_body"):
                pass
    except TimeoutError:
        pass
    await send({"type": "http.response.body", "body": b""})


def _problem(scope: Any, status: int, code: str) -> bytes:
    """A problem as in RFC 9457, in the language of the sender."""
    with translation.override(language(scope)):
        problem = as_dict(TooLarge([FieldError("$", code)], code=code))
    facts = {"limit_bytes": _bounds(scope["path"])[0]}
    return json.dumps({**problem, "status": status, "facts": facts}).encode()


def language(scope: Any) -> str:
    """The language of the sender, before any view is asked."""
    asked = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    first = next((tag for tag, _weight in parse_accept_lang_header(asked)), "")
    return "en" if first.startswith("en") else "zh-hans"
