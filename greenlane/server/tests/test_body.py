"""A message that is too large or too slow is turned away before a thread sees it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from greenlane.core import turns
from greenlane.server import app, body

MIB = 1024 * 1024


def ask(
    parts: list[bytes], *, path: str = "/api/v1/commands", length: int | None = None
) -> tuple[bytes | None, list[dict[str, Any]]]:
    """(what the application read, what was sent back)."""
    seen: list[bytes] = []
    sent: list[dict[str, Any]] = []
    waiting = list(parts)

    async def receive() -> dict[str, Any]:
        part = waiting.pop(0) if waiting else b""
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def reader(_scope: Any, again: Any, _send: Any) -> None:
        more = True
        while more:
            message = await again()
            seen.append(message["body"])
            more = message["more_body"]

    headers = [(b"accept-language", b"en")]
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    scope = {"type": "http", "path": path, "headers": headers}
    asyncio.run(body.bounded(reader, scope, receive, send))
    return (b"".join(seen) if seen else None), sent


def test_a_message_arrives_as_it_was_sent() -> None:
    parts = [b"a" * 70_000, b"b" * 70_000, b"c"]
    assert ask(parts) == (b"".join(parts), [])


def test_an_empty_message_arrives() -> None:
    assert ask([b""]) == (b"", [])


def test_a_message_that_announces_too_much_is_turned_away_unread() -> None:
    seen, sent = ask([], length=MIB + 1)
    assert seen is None
    assert sent[0]["status"] == 413
    problem = json.loads(sent[1]["body"])
    assert (problem["code"], problem["status"]) == ("too-large", 413)
    assert problem["next_step"]
    assert problem["facts"] == {"limit_bytes": MIB}


def test_a_message_that_never_said_how_long_it_is_is_counted() -> None:
    seen, sent = ask([b"x" * MIB, b"x", b"x" * 100])
    assert seen is None
    assert sent[0]["status"] == 413


def test_a_photo_may_be_larger_but_not_without_end() -> None:
    photo = [b"x" * MIB] * 20
    seen, _sent = ask(photo, path="/api/v1/blobs")
    assert seen is not None
    assert len(seen) == 20 * MIB
    _seen, sent = ask([*photo, b"x"], path="/api/v1/blobs")
    assert sent[0]["status"] == 413


def test_a_message_that_dribbles_is_given_up(monkeypatch: Any) -> None:
    monkeypatch.setattr(body, "COMMAND_SECONDS", 0.05)
    monkeypatch.setattr(body, "LINGER_SECONDS", 0.05)
    sent: list[dict[str, Any]] = []

    async def never() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/", "headers": []}
    asyncio.run(body.bounded(None, scope, never, send))
    assert sent[0]["status"] == 408


def test_whoever_sends_slowly_holds_up_no_part_of_an_open_page(monkeypatch) -> None:
    """A page being made goes before parts; a photo that dribbles in does not."""
    made: list[bool] = []

    async def pages(*_asked: Any) -> None:
        made.append(bool(turns._asked))

    async def scene() -> bool:
        whole = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await whole.wait()
            return {"type": "http.request", "body": b"", "more_body": False}

        scope = {"type": "http", "path": "/", "headers": [], "query_string": b""}
        asked = asyncio.create_task(app.app(scope, receive, receive))
        await asyncio.sleep(0.05)
        slow = bool(turns._asked)
        whole.set()
        await asked
        return slow

    monkeypatch.setattr(app, "_pages", pages)
    assert asyncio.run(scene()) is False
    assert made == [True]
