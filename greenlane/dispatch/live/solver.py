"""The engine in a process of its own: asked, listened to, killed when it is too slow.

Whatever it does (dies, hangs, runs out of memory, talks nonsense) ends in one `Failed`.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import IO

from greenlane.planning.job import BadAnswer, Found, Job

COMMAND = (sys.executable, "-m", "greenlane.planning.worker")
SLACK_SECONDS = 4.0  # beyond the budget, for the start of the process and its imports
BESIDE_SECONDS = 20.0
DONE = "{}"


@dataclass(frozen=True)
class Failed:
    """`why` is a key of STALE; `about` the task that is possible at no time."""

    why: str
    about: str = ""


@dataclass(frozen=True)
class Done:
    """Everything that was wanted has been answered."""


News = Found | Failed | Done


class Solver:
    """One worker, started when it is needed. It plans one job at a time."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._child: subprocess.Popen[str] | None = None
        self._said: queue.Queue[str | None] = queue.Queue()
        self._job: Job | None = None
        self._until = 0.0

    @property
    def busy(self) -> bool:
        return self._job is not None

    def ask(self, job: Job) -> None:
        """Begin with this job; one that is still under way is given up."""
        self.cancel()
        if self._child is None or self._child.poll() is not None:
            self._start()
        self._job = job
        self._until = time.monotonic() + job.budget.seconds + SLACK_SECONDS
        try:
            assert self._child is not None
            assert self._child.stdin is not None
            self._child.stdin.write(job.to_line() + "\n")
            self._child.stdin.flush()
        except OSError:  # it has died; the listener says so
            pass

    def cancel(self) -> None:
        """Nobody wants the answer any more: a killed process is the surest silence."""
        if self._job is not None:
            self.close()

    def close(self) -> None:
        self._job, child, self._child = None, self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()

    def news(self) -> News | None:
        """The next thing that came of the job, or None. Never waits."""
        if self._job is None:
            return None
        try:
            line = self._said.get_nowait()
        except queue.Empty:
            return self._fail("too-slow") if time.monotonic() > self._until else None
        if line is None:
            return self._fail("killed")
        return self._read(line, self._job)

    def _read(self, line: str, job: Job) -> News:
        if line.strip() == DONE:
            self._job = None
            return Done()
        try:
            told = json.loads(line)
            if "failed" in told:
                return self._fail(str(told["failed"]), str(told.get("about", "")))
            found = Found.from_line(line, job.problem)
            self._until += BESIDE_SECONDS  # what comes after it nobody waits for
            return found
        except (BadAnswer, ValueError, TypeError):
            return self._fail("failed")

    def _fail(self, why: str, about: str = "") -> Failed:
        self.close()
        return Failed(why, about)

    def _start(self) -> None:
        self._said = queue.Queue()
        # Nothing of ours goes with it: no secret key, no address of a database.
        kept = {k: os.environ[k] for k in ("PATH", "PYTHONPATH") if k in os.environ}
        self._child = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**kept, "OPENBLAS_NUM_THREADS": "1"},
        )
        assert self._child.stdout
        hearing = (self._child.stdout, self._said)
        threading.Thread(target=_hear, args=hearing, daemon=True).start()


def _hear(pipe: IO[str], said: queue.Queue[str | None]) -> None:
    """Lines as they come; None when the process is gone."""
    try:
        for line in pipe:
            said.put(line)
    except (OSError, ValueError):
        pass
    said.put(None)
