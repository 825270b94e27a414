"""The server answers on one port, bounds what comes, and ends cleanly."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVES = """
import sys, django
django.setup()
import greenlane.server.wire as wire
wire.HEADER_SECONDS = 0.5
from greenlane.server.entrance import Entrance
from greenlane.server.serve import serve
serve(Entrance("127.0.0.1", int(sys.argv[1])), followers=False)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = dict(os.environ, GREENLANE_DATA=str(tmp_path))
    environment["DJANGO_SETTINGS_MODULE"] = "greenlane.settings"
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", SERVES, str(port)]
    child = subprocess.Popen(command, env=environment)
    until = time.monotonic() + 30
    while time.monotonic() < until and child.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield child, port
    child.kill()
    child.wait()


def test_the_server_bounds_what_comes_and_ends_cleanly(
    server: tuple[subprocess.Popen[bytes], int],
) -> None:
    child, port = server
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("POST", "/api/v1/commands", body=b"x" * 10 * 1024 * 1024)
    answer = line.getresponse()
    assert answer.status == 413
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert b"too-large" in answer.read()

    with socket.create_connection(("127.0.0.1", port), 5) as silent:
        silent.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        assert silent.recv(100) == b"", "a line that never ends its headers is closed"

    child.send_signal(signal.SIGTERM)
    assert child.wait(10) == 0
