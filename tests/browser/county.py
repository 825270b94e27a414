"""The demo county plays the founding case, and stands still at some moments."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

from django.utils import translation

from greenlane.drills.roster import everybody
from greenlane.drills.story import play_case
from greenlane.drills.wire import Hand, HttpWire
from tests.serving import free_port

START_SECONDS = 300.0
# The task that begins there → what the moment is called. `permitted` is the richest.
MOMENTS = {
    "A03": "requested",
    "A07c": "built",
    "A12b": "permitted",
    "A18": "energising",
}
RICHEST, OVER = "permitted", "over"
PINS = {each.username: each.pin for each in everybody()}
_WORDS = {each.username: each.password for each in everybody()}


@dataclass
class County:
    """A place of `chrome`; `has` grows as the case goes on."""

    url: str
    has: dict[str, str] = field(default_factory=dict)
    _known: dict[str, dict[str, str]] = field(default_factory=dict)

    def cookies(self, who: str) -> Mapping[str, str]:
        """Log in once, as the API lets a telephone do."""
        if who not in self._known:
            jar = CookieJar()
            opener = urllib.request.build_opener(
                urllib.request.HTTPCookieProcessor(jar)
            )
            login = {"username": who, "password": _WORDS[who]}
            body = json.dumps(login).encode()
            kind = {"Content-Type": "application/json"}
            address = f"{self.url}/api/v1/session"
            opener.open(urllib.request.Request(address, body, kind)).close()
            self._known[who] = {each.name: each.value or "" for each in jar}
        return self._known[who]

    def play(self, look: Callable[[str], None]) -> None:
        """Play the case; `look` is called with the name of every moment."""
        reader = Hand("root", _WORDS["root"], PINS["root"], HttpWire(self.url))
        newest = reader.read("/api/v1/orders?ended=all&limit=1")["orders"][0]
        self.has["order"] = str(newest["number"])

        def heard(line: str) -> None:
            key = next((w for w in line.split()[2:3] if w in MOMENTS), "")
            if key:
                where = f"/api/v1/orders/{self.has['order']}/tickets"
                if rows := reader.read(where)["tickets"]:
                    self.has["ticket"] = str(rows[0]["id"])
                where = f"/api/v1/orders/{self.has['order']}/isolations"
                if found := reader.read(where)["isolations"]:
                    self.has["section"] = str(found[0]["id"])
                where = f"/api/v1/orders/{self.has['order']}/evidence"
                if found := reader.read(where)["evidence"]:
                    self.has["evidence"] = str(found[0]["id"])
                look(MOMENTS[key])

        play_case(lambda: HttpWire(self.url), say=heard)
        look(OVER)


@contextmanager
def county(language: str, *, still: bool = True) -> Iterator[County]:
    """A demo of its own, told in this language; its folder is gone afterwards.

    Not `still`, it is in the middle of some busy days, and plans.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="greenlane-county-") as folder:
        told = {**os.environ, "GREENLANE_DATA": folder, "GREENLANE_PORT": str(port)}
        told["GREENLANE_LANGUAGE"] = language
        told.pop("DATABASE_URL", None)
        greenlane = (sys.executable, "-m", "greenlane")
        own_ca = (*greenlane, "cert", "--host", "greenlane.county")
        subprocess.run(own_ca, env=told, stdout=subprocess.DEVNULL, check=True)
        command = (*greenlane, "demo", *(("--still",) if still else ()))
        child = subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL)
        try:
            with translation.override(language):
                yield County(_ready(child, f"http://127.0.0.1:{port}"))
        finally:
            child.terminate()
            child.wait(30)


def _ready(child: subprocess.Popen[bytes], where: str) -> str:
    until = time.monotonic() + START_SECONDS
    while child.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{where}/readyz", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return where
    raise AssertionError("the county did not open")
