"""The house as a process of its own, over the tables of the test, on a free port."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

START_SECONDS, READ_SECONDS = 60.0, 20.0


@dataclass
class House:
    child: subprocess.Popen[bytes]
    port: int

    def line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=READ_SECONDS)

    def ask(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any]:
        """(status, decoded JSON or text)."""
        line = self.line()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            named.setdefault("Content-Type", "application/json")
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        line.request(method, path, body=body, headers=named)
        answer = line.getresponse()
        text = answer.read()
        line.close()
        is_json = "json" in (answer.headers["Content-Type"] or "")
        return answer.status, json.loads(text) if is_json else text.decode()

    def listen(self, query: str = "", **headers: str) -> Hearing:
        line = self.line()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request("GET", f"/api/v1/stream{query}", headers=named)
        return Hearing(line, line.getresponse())


@dataclass
class Hearing:
    """One open stream, frame by frame."""

    line: http.client.HTTPConnection
    answer: http.client.HTTPResponse
    last_id: str = ""

    def frame(self) -> tuple[str, Any] | None:
        """(event, data) of the next frame; None when the house closed the stream."""
        found: dict[str, str] = {}
        while text := self.answer.readline().decode():
            name, _colon, value = text.rstrip("\n").partition(": ")
            if name:
                found[name] = value
            elif "event" in found:
                self.last_id = found.get("id", self.last_id)
                return found["event"], json.loads(found["data"])
            if not text.strip():
                found = {}
        return None

    def close(self) -> None:
        self.answer.close()
        self.line.close()


@contextmanager
def house(*words: str, **environment: str) -> Iterator[House]:
    """Serves until the block ends; then it has to end cleanly by itself."""
    port = free_port()
    command = [sys.executable, "-m", "greenlane", "serve", "--port", str(port), *words]
    told = {
        **os.environ,
        "GREENLANE_DATA": str(settings.DATA_DIR),
        "DATABASE_URL": tables(),
        "GREENLANE_WORKERS": "1",  # the tests beside it need the other core
        **environment,
    }
    child = subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL)
    try:
        _wait_until_open(child, port)
        yield House(child, port)
        child.send_signal(signal.SIGTERM)
        assert child.wait(20) == 0, "the house did not end cleanly"
    finally:
        child.kill()
        child.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tables() -> str:
    """The database of this test, as an address for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    who = f"{known['USER']}:{known['PASSWORD']}@" if known["USER"] else ""
    port = f":{known['PORT']}" if known["PORT"] else ""
    return f"postgres://{who}{known['HOST']}{port}/{known['NAME']}"


def _wait_until_open(child: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert child.poll() is None, "the house ended before it opened"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the house did not open")
