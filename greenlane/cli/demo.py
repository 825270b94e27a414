"""A small county to try everything in; with --story the founding case plays itself."""

from __future__ import annotations

import argparse
import io
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from os import environ
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli import serve, tables
from greenlane.cli.saying import FOUND, Said, SaidAlready, Wrong, columns
from greenlane.core.models import Unit

SAYS = gettext_lazy("Serve a small demo county, or play the founding case (--story).")
START_SECONDS = 60.0
_COUNTY, _STORY = "greenlane.drills.county", "greenlane.drills.story"


def words(own: argparse.ArgumentParser) -> None:
    serve.words(own)
    own.add_argument(
        "--story", action="store_true", help=_("play the founding case through HTTP")
    )
    own.add_argument(
        "--url",
        help=_("of a demo that runs already; else one is started for the story"),
    )


def run(asked: argparse.Namespace) -> Said | SaidAlready:
    if asked.story:
        return _story(asked)
    port = serve.port_of(asked)
    tables.migrate()
    people = [] if Unit.objects.exists() else _build()
    where = serve.address(asked.host, port)
    data = {"serving": where, "accounts": people}
    lines = [_("Serving %(where)s") % {"where": where}]
    if people:
        lines.append(_("Everybody in the county, with password, PIN and role:"))
        lines += columns([tuple(each.values()) for each in people])
    serve.open_house(asked, port, data, lines)
    return SaidAlready()


def _build() -> list[dict[str, str]]:
    names = ("username", "password", "pin", "role")
    built = import_module(_COUNTY).build()
    return [dict(zip(names, map(str, each), strict=True)) for each in built]


def _story(asked: argparse.Namespace) -> Said | SaidAlready:
    play: Any = import_module(_STORY).main
    with _house(asked.url) as where:
        if not asked.json:
            return SaidAlready(int(play(where) or 0))
        told = io.StringIO()
        with redirect_stdout(told):
            code = int(play(where) or 0)
    told_lines = told.getvalue().splitlines()
    return Said({"story": told_lines, "played": code == 0}, (), FOUND if code else 0)


@contextmanager
def _house(url: str | None) -> Iterator[str]:
    """The address of a demo: the given one, or a child in a folder of its own."""
    if url:
        yield url.rstrip("/")
        return
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="greenlane-story-") as folder:
        told = {**environ, "GREENLANE_DATA": folder, "GREENLANE_PORT": str(port)}
        told.pop("DATABASE_URL", None)  # a played story belongs into nobody's records
        child = subprocess.Popen(
            (sys.executable, "-m", "greenlane.server.leash", "demo", "--json"),
            env=told,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        try:
            yield _ready(child, f"http://127.0.0.1:{port}")
        finally:
            child.terminate()
            child.wait(30)


def _ready(child: subprocess.Popen[bytes], where: str) -> str:
    until = time.monotonic() + START_SECONDS
    while child.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{where}/readyz", timeout=2):  # noqa: S310
                return where
        except OSError:
            time.sleep(0.2)
    raise Wrong(_("The demo did not start."), _("Try: greenlane demo"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
