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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from os import environ
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli import serve, tables
from greenlane.cli.saying import FOUND, Said, SaidAlready, Wrong, columns
from greenlane.core.actors import role_label
from greenlane.core.models import Unit
from greenlane.work.labels import LABELS, label

SAYS = gettext_lazy("Serve a small demo county, or play the founding case (--story).")
START_SECONDS = 120.0
_COUNTY, _STORY = "greenlane.drills.county", "greenlane.drills.story"
_CHILD = ("demo", "--json", "--still")
CREW, ABREAST = "crew", 3


def words(own: argparse.ArgumentParser) -> None:
    serve.words(own)
    own.add_argument(
        "--story", action="store_true", help=_("play the founding case through HTTP")
    )
    own.add_argument(
        "--url",
        help=_("of a demo that runs already; else one is started for the story"),
    )
    own.add_argument(
        "--still", action="store_true", help=_("let the county's clock stand at eight")
    )


def run(asked: argparse.Namespace) -> Said | SaidAlready:
    if asked.story:
        return _story(asked)
    to = serve.entrance_of(asked)
    tables.migrate()
    people = [_row(each) for each in _rows(still=asked.still)]
    data = {"serving": to.address, "accounts": people}
    serve.open_house(asked, to, data, [*serve.said(to), *_said(people)])
    return SaidAlready()


def _rows(*, still: bool) -> Sequence[Sequence[str]]:
    """Whoever is in the county; nobody in a house that is no demo."""
    county = import_module(_COUNTY)
    if not Unit.objects.exists():
        return list(county.build_still() if still else county.build())
    return list(county.rows()) if county.stands() else []


def _row(told: Sequence[str]) -> dict[str, str]:
    names = ("username", "password", "pin", "role")
    return dict(zip(names, map(str, told), strict=True))


def _said(people: list[dict[str, str]]) -> list[str]:
    """What waits, then a table of logins; the many hands of the crews side by side."""
    if not people:
        return []
    heads = (_("Login name"), _("Password"), _("PIN"), _("Role"))
    told = [(*list(each.values())[:3], role_label(each["role"])) for each in people]
    crew = [row for row, each in zip(told, people, strict=True) if each["role"] == CREW]
    staff = [row for row in told if row not in crew]
    return [
        *_waiting(),
        _("Who does what next: docs/run/demo.md, or: greenlane demo --story"),
        _("Everybody knows these passwords. Never open this house to a network."),
        "",
        *columns([heads, *staff]),
        *_abreast(crew),
    ]


def _waiting() -> list[str]:
    order = import_module(_COUNTY).first_order()
    if order is None:
        return []
    about = {"number": order.number, "site": order.site, "at": label(order).code}
    said = {**about, "at": LABELS[about["at"]]}
    lines = [_("Order %(number)s, %(site)s: %(at)s") % said]
    if import_module(_COUNTY).is_whole():
        lines.append(
            _(
                "314 Party organisations and 3,354 members are affiliations, as the"
                " report counts them. The field workforce and its certificates are"
                " assumed."
            )
        )
    return lines


def _abreast(rows: list[tuple[str, ...]]) -> list[str]:
    """Three logins a line; of the last line what is missing stays empty."""
    if not rows:
        return []
    plain = [row[:3] for row in rows]
    plain += [("", "", "")] * (-len(plain) % ABREAST)
    lines = zip(*[iter(plain)] * ABREAST, strict=True)
    role = str(rows[0][-1])
    return ["", role, *columns([sum(line, ()) for line in lines])]


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
        # A played story belongs into nobody's records, and needs no certificate.
        for name in ("DATABASE_URL", *serve.OF_TLS):
            told.pop(name, None)
        log = Path(folder, "demo.log")
        child = _child(told, log)
        try:
            yield _ready(child, f"http://127.0.0.1:{port}", log)
        finally:
            child.terminate()
            child.wait(30)


def _child(told: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """A demo that ends with this process; what it says goes into a file."""
    with log.open("wb") as heard:
        return subprocess.Popen(
            (sys.executable, "-m", "greenlane.server.leash", *_CHILD),
            env=told,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=heard,
        )


def _ready(child: subprocess.Popen[bytes], where: str, log: Path) -> str:
    until = time.monotonic() + START_SECONDS
    while child.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{where}/readyz", timeout=2):  # noqa: S310
                return where
        except OSError:
            time.sleep(0.2)
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-1:]
    raise Wrong(_("The demo did not start."), *(last or [_("Try: greenlane demo")]))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
