"""How it is told to a service: its answer is read, nothing inside, and in time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import SimpleNamespace

import pytest

from greenlane.notices import outward, teller, wire
from greenlane.notices.teller import Asked
from greenlane.notices.tests.stage import by_chat, said

pytest.importorskip("apprise")
MAIL = "mailtos://duty:word@mail.example.org"


@pytest.mark.pure
@pytest.mark.parametrize(
    ("status", "says", "came"),
    [
        (200, b'{"errcode": 0}', "taken"),
        (200, b'{"errcode": 45009}', "code-45009"),
        (200, b"<html>", "answer-unreadable"),
        (200, b"{}", "answer-unreadable"),
        (302, b"-", "redirect"),
        (403, b"-", "http-403"),
    ],
)
def test_what_a_robot_answers(to, monkeypatch, settings, status, says, came):
    address = by_chat(monkeypatch, to, settings)
    to.status, to.says = status, says
    assert outward.tell(address, "t", "b") == came
    assert "b" in said(to)[0]
    assert len(to.got) == 1  # a redirect is not followed


@pytest.mark.pure
def test_a_connection_inside_is_held_back_whatever_its_name_means(
    to, monkeypatch, settings
):
    address = by_chat(monkeypatch, to, settings)
    settings.WEBHOOK_HOSTS = frozenset()
    assert outward.tell(address, "t", "b") == "address-inside"
    numbers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.9", 465))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: numbers)
    assert outward.tell(f"{MAIL}?to=a@b.cn&from=a@b.cn", "t", "b") == "address-inside"
    assert to.got == []


@pytest.mark.pure
@pytest.mark.parametrize(
    ("host", "more"),
    [
        ("mail.example.org", ";smtp=127.0.0.2"),
        ("mail.example.org", ";mode=insecure"),
        ("mail.example.org", ";verify=no"),
        ("mail.example.org:25", ""),
        ("gmail.com", ""),
    ],
)
def test_what_the_library_understands_differently_is_not_sent(host, more):
    """Whatever the allow-list let through: here, as if it had looked at nothing."""
    asked = Asked(
        f"mailtos://a:b@{host}?to=a@b.cn{more}", "t", "b", host.partition(":")[0],
        587, "starttls", is_listed=False, is_robot=False, seconds=9.0,
    )  # fmt: skip
    assert teller.told(asked) == "address-differs"


@contextmanager
def trickling() -> Iterator[int]:
    """It begins to shake hands, a byte at a time; its port."""

    def drawn_out(line: socket.socket) -> None:
        with suppress(OSError):
            line.sendall(b"\x16\x03\x03\x40\x00\x02")
            while not over.wait(0.1):
                line.sendall(b"\x00")

    def accepting() -> None:
        with suppress(OSError):
            while True:
                line, _from = server.accept()
                threading.Thread(target=drawn_out, args=(line,), daemon=True).start()

    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=accepting, daemon=True).start()
        yield server.getsockname()[1]
        over.set()


@pytest.mark.pure
@pytest.mark.parametrize("scheme", ["mailtos", "mailto", "https"])
def test_whoever_trickles_is_cut_off(monkeypatch, settings, scheme):
    """Each byte is in time; behind TLS the line is another socket than before."""
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    for way in (outward, wire):
        monkeypatch.setattr(way, "WHOLE_SECONDS", 3.0)
    began = time.monotonic()
    with trickling() as port:
        if scheme == "https":
            said = wire.post(f"https://127.0.0.1:{port}/", b"{}", {})
        else:
            mode = "ssl" if scheme == "mailtos" else "insecure"
            way = f"mode={mode}&to=a@b.cn&from=a@b.cn"
            said = outward.tell(f"{scheme}://a:b@127.0.0.1:{port}?{way}", "t", "b")
    assert said == "too-slow"
    assert time.monotonic() - began < 15  # it would go on for half an hour


@pytest.mark.pure
def test_the_process_that_tells_is_given_no_key(monkeypatch):
    monkeypatch.setenv("GREENLANE_SECRET_KEY", "k" * 50)
    seen = {}

    def run(command, **how):
        seen.update(how["env"])
        return SimpleNamespace(stdout='"taken"', returncode=0)

    monkeypatch.setattr(outward.subprocess, "run", run)
    assert outward.tell(f"{MAIL}?to=a@b.cn", "t", "b") == "taken"
    assert seen
    assert not [name for name in seen if "GREENLANE" in name or "DJANGO" in name]


@pytest.mark.pure
def test_the_process_answers(settings):
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    with socket.create_server(("127.0.0.1", 0)) as line:
        port = line.getsockname()[1]
    address = f"mailto://a:b@127.0.0.1:{port}?to=a@b.cn&from=a@b.cn"
    assert outward.tell(address, "t", "b") == "service-refused"
