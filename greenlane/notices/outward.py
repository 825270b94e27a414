"""One notice to a service of another maker, over Apprise, which speaks its form.

A process of its own does it (`teller.py`) and is killed when its time is over: whatever
a plugin waits for, in whatever library, no hand of the sender waits longer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import structlog

from greenlane.notices.address import BadAddress
from greenlane.notices.channels import ROBOTS, can_send, channel
from greenlane.notices.teller import Asked

log = structlog.get_logger("greenlane.notices")
WHOLE_SECONDS = 15.0  # with the start of the process
ORPHAN_SECONDS = 5.0  # beyond, for one whose sender was killed
HOME = Path(__file__).resolve().parents[2]
# What the process sees of ours: where to look for things. No key, no database.
GIVEN = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE",
         "SSL_CERT_DIR", "SYSTEMROOT")  # fmt: skip


def tell(text: str, title: str, body: str) -> str:
    """Send it. Gives what came of it: `taken`, or a code for `texts.came_of`."""
    try:
        to = channel(text)
    except BadAddress as bad:
        return str(bad)
    if not can_send(to.service):
        return "service-not-installed"
    asked = Asked(
        text, title, body, to.host, to.port, to.mode, to.is_listed,
        is_robot=to.service in ROBOTS, seconds=WHOLE_SECONDS + ORPHAN_SECONDS,
    )  # fmt: skip
    return apart(asked)


def apart(asked: Asked) -> str:
    """Asked of a process of its own, which does not outlive its time."""
    command = [sys.executable, "-s", "-m", "greenlane.notices.teller"]
    given = {name: os.environ[name] for name in GIVEN if name in os.environ}
    try:
        done = subprocess.run(
            command, input=json.dumps(asdict(asked)), env=given, cwd=HOME, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=WHOLE_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "too-slow"
    try:
        return str(json.loads(done.stdout))
    except ValueError:  # what it wrote besides may hold the address: it is not logged
        log.exception("teller-failed", code=done.returncode)
        return "error"
