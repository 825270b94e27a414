"""The follower comes back when it falls, and goes when the server goes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from greenlane.server import follower
from greenlane.server.follower import Follower

LEASHED = """
import sys, types, time
cli = types.ModuleType("greenlane.cli")
cli.main = lambda arguments: time.sleep(60)
sys.modules["greenlane.cli"] = cli
from greenlane.server.leash import main
main()
"""


def test_a_fallen_follower_is_started_again(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(follower, "FIRST_PAUSE", 0.05)
    lives = tmp_path / "lives"
    writes = f"open({str(lives)!r}, 'a').write('x')"
    keeper = Follower((sys.executable, "-c", writes))
    keeper.start()
    until = time.monotonic() + 20
    while time.monotonic() < until and not (
        lives.exists() and lives.stat().st_size > 1
    ):
        time.sleep(0.05)
    keeper.stop()
    assert lives.stat().st_size > 1


def test_a_running_follower_ends_with_the_server() -> None:
    keeper = Follower((sys.executable, "-c", "import time; time.sleep(60)"))
    keeper.start()
    time.sleep(0.3)
    began = time.monotonic()
    keeper.stop()
    assert time.monotonic() - began < 5


def test_no_orphan_is_left_when_the_server_is_killed() -> None:
    child = subprocess.Popen([sys.executable, "-c", LEASHED], stdin=subprocess.PIPE)
    assert child.stdin is not None
    time.sleep(0.5)
    assert child.poll() is None
    child.stdin.close()
    assert child.wait(10) != 0
