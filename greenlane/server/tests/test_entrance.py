"""Whose word counts for where a request comes from, and what is on the doorstep."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
import uvicorn

from greenlane.server import doorstep
from greenlane.server.entrance import Entrance
from greenlane.server.serve import options

pytestmark = pytest.mark.pure
FORWARDED = [(b"x-forwarded-for", b"203.0.113.9"), (b"x-forwarded-proto", b"https")]


def scope(**other: Any) -> dict[str, Any]:
    asked = {"method": "GET", "path": "/", "raw_path": b"/", "query_string": b""}
    plain = {"type": "http", "scheme": "http", "client": ("127.0.0.1", 5), **asked}
    return {**plain, "headers": [(b"host", b"orders.county:8080")], **other}


def seen(proxies: list[str], headers: list[tuple[bytes, bytes]], client: str) -> Any:
    """(address, scheme) as the house sees them, behind what uvicorn is told."""
    told: dict[str, Any] = {}

    async def house(scope: Any, receive: Any, send: Any) -> None:
        told.update(scope)

    given = options(Entrance("127.0.0.1", 1, proxies=proxies))
    config = uvicorn.Config(house, **{**given, "log_config": None})
    config.load()
    asked = scope(client=(client, 5), headers=headers)
    asyncio.run(config.loaded_app(asked, None, None))
    return told["client"][0], told["scheme"]


def test_nobody_is_believed_who_was_not_listed() -> None:
    assert seen([], FORWARDED, "127.0.0.1") == ("127.0.0.1", "http")
    assert seen(["127.0.0.1"], FORWARDED, "192.0.2.1") == ("192.0.2.1", "http")


def test_a_listed_proxy_is_believed_and_whoever_sends_through_it_is_not() -> None:
    by = ["127.0.0.1", "10.1.2.0/24"]
    assert seen(by, FORWARDED, "127.0.0.1") == ("203.0.113.9", "https")
    assert seen(by, FORWARDED, "10.1.2.7") == ("203.0.113.9", "https")
    lying = [(b"x-forwarded-for", b"198.51.100.1, 203.0.113.9")]
    assert seen(by, lying, "127.0.0.1") == ("203.0.113.9", "http")


def on_doorstep(monkeypatch: Any, settings: Any, **asked: Any) -> tuple[int, Any, Any]:
    """(status, headers, text), or what came to the house: (0, its headers, path)."""
    settings.PORT = 8443
    said: list[Any] = []

    async def house(scope: Any, receive: Any, send: Any) -> None:
        said.append((0, scope["headers"], scope["path"]))

    async def send(message: Any) -> None:
        said.append(message)

    monkeypatch.setattr(doorstep, "house", house)
    asyncio.run(doorstep.app(scope(**asked), None, send))
    if isinstance(said[0], tuple):
        return said[0]
    return said[0]["status"], dict(said[0]["headers"]), said[1]["body"]


def test_the_doorstep_gives_the_ca_and_lets_no_secret_pass(
    monkeypatch: Any, settings: Any
) -> None:
    secret = [(b"host", b"x"), (b"cookie", b"sessionid=1"), (b"authorization", b"B x")]
    for path in ("/ca", "/ca/greenlane-ca.crt", "/static/css/base.css"):
        asked = {"path": path, "headers": secret}
        came = on_doorstep(monkeypatch, settings, **asked)
        assert came == (0, [(b"host", b"x")], path)


def test_everything_else_is_sent_on_to_https(monkeypatch: Any, settings: Any) -> None:
    for path in ("/", "/login", "/cafe", "/api/v1/stream"):
        asked = {"path": path, "raw_path": path.encode(), "query_string": b"q=1"}
        status, headers, _text = on_doorstep(monkeypatch, settings, **asked)
        assert status == 307
        assert headers[b"location"] == f"https://orders.county:8443{path}?q=1".encode()


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_nothing_is_taken_in_the_open(
    monkeypatch: Any, settings: Any, method: str
) -> None:
    asked = {"method": method, "path": "/ca"}
    status, _headers, text = on_doorstep(monkeypatch, settings, **asked)
    assert (status, json.loads(text)["code"]) == (403, "https-only")


@pytest.mark.parametrize("target", [b"@evil.example/", b"http://evil.example/"])
def test_a_target_that_is_no_path_does_not_lengthen_the_host(
    monkeypatch: Any, settings: Any, target: bytes
) -> None:
    asked = {"path": target.decode(), "raw_path": target, "query_string": b""}
    assert on_doorstep(monkeypatch, settings, **asked)[0] == 403


@pytest.mark.parametrize("host", [b"", b"a b", b"evil.example/x", b"a@b", b"[x]"])
def test_a_host_that_is_none_leads_nowhere(
    monkeypatch: Any, settings: Any, host: bytes
) -> None:
    asked = {"headers": [(b"host", host)]}
    assert on_doorstep(monkeypatch, settings, **asked)[0] == 403
