"""Another machine, as a backup finds it: an empty data folder, an empty database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from greenlane.core import guard
from tests.soak.processes import database_url

PATIENCE_SECONDS = 300


@dataclass
class Ended:
    """How a verb ended, and the one object it said."""

    code: int
    data: dict[str, Any]


@dataclass
class Elsewhere:
    """Runs verbs as a process of its own, in its own folder and database."""

    data: Path
    url: str
    checkpoints: Path | None = None

    def run(self, *words: str) -> Ended:
        ran = self._process("-m", "greenlane", *words, "--json")
        assert ran.stdout, ran.stderr.decode()[-2000:]
        return Ended(ran.returncode, json.loads(ran.stdout))

    def ask(self, program: str) -> Any:
        """What a few lines of Python find there, as JSON."""
        ran = self._process("-c", program)
        assert ran.returncode == 0, ran.stderr.decode()[-2000:]
        return json.loads(ran.stdout)

    def _process(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, *words],
            env=self._environment(),
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    def _environment(self) -> dict[str, str]:
        ours = {k: v for k, v in os.environ.items() if not k.startswith("GREENLANE_")}
        place = self.checkpoints or self.data / "checkpoints"
        return {
            **ours,
            "GREENLANE_CHECKPOINTS": str(place),
            "DJANGO_SETTINGS_MODULE": "greenlane.settings",
            "GREENLANE_DATA": str(self.data),
            "GREENLANE_LANGUAGE": "en",
            "DATABASE_URL": self.url,
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }


@contextmanager
def elsewhere(folder: Path) -> Iterator[Elsewhere]:
    """Of the same kind as the database of the test; gone afterwards."""
    if connection.vendor == "sqlite":
        yield Elsewhere(folder, f"sqlite:///{folder / 'greenlane.sqlite3'}")
        return
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    _administer(f'DROP DATABASE IF EXISTS "{name}"')
    _administer(f'CREATE DATABASE "{name}"')
    try:
        yield Elsewhere(folder, f"{database_url().rsplit('/', 1)[0]}/{name}")
    finally:
        _administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def _administer(text: str) -> None:
    with guard.lifted(), connection._nodb_cursor() as cursor:
        cursor.execute(text)
