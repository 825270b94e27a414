"""Real processes on the test's database: a server to kill, a follower to kill."""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from greenlane.core import clock, guard
from greenlane.core.models import Token
from tests.cast import Cast

SERVES = """
import sys, django
django.setup()
from greenlane.server.entrance import Entrance
from greenlane.server.serve import serve
serve(Entrance("127.0.0.1", int(sys.argv[1])), followers=False)
"""
START_SECONDS = 90


def database_url() -> str:
    """The address of the database that this test stands in."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    who = f"{told['USER']}:{told['PASSWORD']}@" if told["USER"] else ""
    where = f"{told['HOST'] or ''}{':' if told['PORT'] else ''}{told['PORT'] or ''}"
    return f"postgres://{who}{where}/{told['NAME']}"


def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A Python process of its own, in the same data folder and database."""
    environment = dict(
        os.environ,
        GREENLANE_DATA=str(settings.DATA_DIR),
        GREENLANE_CHECKPOINTS=str(settings.CHECKPOINT_DIR),
        GREENLANE_SECRET_KEY=settings.SECRET_KEY,
        DATABASE_URL=database_url(),
        DJANGO_SETTINGS_MODULE="greenlane.settings",
        PYTHONPATH=str(Path(__file__).parents[2]),
    )
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, env=environment, start_new_session=True)


def kill(process: subprocess.Popen[bytes]) -> None:
    """As a power cut does it: no signal is handled, nothing is said goodbye to."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Server:
    """Serves on a port until it is killed; may be started again."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = start(SERVES, str(self.port))
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        if self._process:
            kill(self._process)


def token(cast: Cast, username: str = "wang") -> str:
    """A machine's key for desk work."""
    secret = secrets.token_urlsafe(32)
    with guard.lifted():
        Token.objects.create(
            unit=cast.unit, account=cast.accounts[username], name="writer",
            secret_sha256=hashlib.sha256(secret.encode()).hexdigest(),
            scopes="desk observe", expires_at=clock.wall() + timedelta(days=1),
        )  # fmt: skip
    return secret
