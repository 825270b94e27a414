"""The follower is a child of the server: started, started again, ended with it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import structlog

log = structlog.get_logger("greenlane.server")

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
STEADY_SECONDS = 60.0
GRACE_SECONDS = 10.0
_LEASH = (sys.executable, "-m", "greenlane.server.leash")
COMMAND, PLANNER = (*_LEASH, "follow"), (*_LEASH, "planner")


class Follower:
    """Keeps one child alive. `stop` ends it and waits."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="follower", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(GRACE_SECONDS + 5)

    def _keep(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            started = time.monotonic()
            code = self._run()
            if self._stopping.is_set():
                return
            lived = time.monotonic() - started
            pause = FIRST_PAUSE if lived > STEADY_SECONDS else pause
            log.warning("follower-ended", code=code, lived=round(lived), pause=pause)
            self._stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _run(self) -> int:
        """One life of the child; its exit code."""
        # It ends by itself when this pipe closes, so a killed server leaves no orphan.
        child = subprocess.Popen(self._command, stdin=subprocess.PIPE)
        while child.poll() is None and not self._stopping.wait(0.2):
            pass
        return _end(child)


def _end(child: subprocess.Popen[bytes]) -> int:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
    if child.stdin:
        child.stdin.close()
    return child.wait()
