"""How long a page takes, and what the whole tree of processes weighs."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from django.test import Client

from greenlane.work.models import Order
from tests import stages
from tests.bench.timing import spread, times
from tests.cast import Cast

ORDERS, OFTEN = 50, 20
SERVES = "import sys; from greenlane.cli import main; sys.exit(main(sys.argv[1:]))"


def read(cast: Cast) -> dict[str, str]:
    """A list of fifty orders and the page of one, as HTML and as JSON."""
    for number in range(ORDERS - Order.objects.count()):
        stages.order(cast, f"BY-9{number}")
    number = Order.objects.filter(steps__isnull=False).first().number
    client = Client()
    client.force_login(cast.accounts["wang"])
    found = {}
    for title, path in {
        f"list of {ORDERS} orders, page": "/",
        f"list of {ORDERS} orders, JSON": "/api/v1/orders",
        "one order, page": f"/orders/{number}",
        "one order, JSON": f"/api/v1/orders/{number}",
    }.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        found[title] = spread(times(lambda path=path: client.get(path), OFTEN))
    return found


def memory() -> dict[str, str]:
    """The server, its follower and all children, after a few pages were read."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "GREENLANE_DATA": folder}
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-c", SERVES, "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, start_new_session=True)
        try:
            _read_often(f"http://127.0.0.1:{port}")
            weight = sum(map(_weight, _tree(server.pid)))
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)
    return {"memory of the whole tree, on SQLite (budget 400 MiB)": f"{weight:.0f} MiB"}


def _read_often(base: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            urlopen(f"{base}/healthz", timeout=5).read()
            break
        except OSError:
            time.sleep(0.2)
    for _n in range(OFTEN):
        for path in ("/login", "/api/v1/openapi.json", "/readyz"):
            urlopen(base + path, timeout=30).read()
    time.sleep(5)  # the follower has begun by then


def _tree(top: int) -> list[int]:
    found = [top]
    for pid in found:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        found += map(int, children)
    return found


def _weight(pid: int) -> float:
    """MiB that are this process's own, and its share of what several use."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
