"""The worst moment, forced: the other comes when the release looked, not yet told."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.db import connection

from greenlane.core import queue, stale
from tests.soak.races import Call, Race, both

PATIENCE_SECONDS = 60
_WAIT_FOR_US = """
SELECT count(*) FROM pg_locks
WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
"""


class WorstMoment:
    """The release halts between its last look (gates, challenge) and the journal.

    It goes on when the other was answered, or waits for what the release holds.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, race: Race) -> None:
        self._looked, self._answered = threading.Event(), threading.Event()
        plain = stale.check

        def check(command: Any, *args: Any, **named: Any) -> None:
            plain(command, *args, **named)
            if command.name == race.release.command:
                self._looked.set()
                self._let_the_other_come()

        monkeypatch.setattr(stale, "check", check)

    def _let_the_other_come(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._answered.wait(0.02) and not _somebody_waits():
            assert time.monotonic() < until, "the other neither came through nor waits"

    def __call__(self, release: Call, other: Call) -> None:
        self._looked.clear()
        self._answered.clear()

        def first() -> None:
            release.go()
            self._looked.set()  # also when it was refused before it came so far

        def then() -> None:
            self._looked.wait()
            other.go()
            self._answered.set()

        both(first, then)


def _somebody_waits() -> bool:
    """For the transaction of this thread, or in the line of SQLite's writers."""
    if connection.vendor == "sqlite":
        return bool(queue._line._waiting)
    with connection.cursor() as cursor:
        cursor.execute(_WAIT_FOR_US)
        return bool(cursor.fetchone()[0])
