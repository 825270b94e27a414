"""Watchers as processes, and what they have seen so far."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

Seen = list[tuple[str, str, float]]
PATIENCE = 60.0


@contextmanager
def watching(port: int, streams: Sequence[tuple[str, str, str]]) -> Iterator[Seen]:
    """The streams, in one process; the list grows as parts arrive."""
    seen: Seen = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "streams.json"
        file.write_text(json.dumps(streams), encoding="utf-8")
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.board.watchers", str(port), str(file)],
            stdout=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=_hear, args=(child, seen), daemon=True).start()
        try:
            yield seen
        finally:
            child.kill()
            child.wait()


def _hear(child: subprocess.Popen[str], seen: Seen) -> None:
    assert child.stdout
    for line in child.stdout:
        name, what, at = json.loads(line)
        seen.append((name, what, at))


def after(seen: Seen, began: float, what: str, names: set[str]) -> dict[str, float]:
    """Who has seen it since then, after how many seconds; waits for all of them."""
    until = time.monotonic() + PATIENCE
    found: dict[str, float] = {}
    while time.monotonic() < until and len(found) < len(names):
        time.sleep(0.05)
        found = {}
        for name, told, at in list(seen):
            if told == what and at > began and name in names:
                found.setdefault(name, at - began)
    return found


def within(seconds: Sequence[float], share: float) -> float:
    ranked = sorted(seconds)
    return ranked[min(len(ranked) - 1, int(len(ranked) * share))]
