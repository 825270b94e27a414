"""The house opens: tables brought up to date, then one port until told to stop."""

from __future__ import annotations

import argparse
import os
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli import tables
from greenlane.cli.saying import SaidAlready, Wrong, as_text

SAYS = gettext_lazy("Serve pages and API on one port, with the follower beside it.")
PORT = 8000
WORKERS = min(2, os.cpu_count() or 1)


def words(own: argparse.ArgumentParser) -> None:
    own.add_argument(
        "--host",
        default=os.environ.get("GREENLANE_HOST", "127.0.0.1"),
        help=_("address to listen on (GREENLANE_HOST, else this machine alone)"),
    )
    own.add_argument(
        "--port", type=int, default=None, help=_("GREENLANE_PORT, else 8000")
    )
    own.add_argument(
        "--workers",
        type=int,
        default=int(os.environ.get("GREENLANE_WORKERS", WORKERS)),
        help=_("processes that answer (GREENLANE_WORKERS, else 2, or 1 on one core)"),
    )
    own.add_argument(
        "--no-follow", action="store_true", help=_("without the follower beside it")
    )


def run(asked: argparse.Namespace) -> SaidAlready:
    port = port_of(asked)
    tables.migrate()
    where = address(asked.host, port)
    open_house(
        asked, port, {"serving": where}, [_("Serving %(where)s") % {"where": where}]
    )
    return SaidAlready()


def open_house(
    asked: argparse.Namespace, port: int, data: dict[str, Any], lines: list[str]
) -> None:
    """Say where, then serve until SIGTERM or Ctrl-C."""
    from greenlane.server.database import UnsafeDatabase, refuse_unsafe
    from greenlane.server.serve import serve

    if asked.workers < 1:
        raise Wrong(_("At least one process has to answer."))
    try:
        refuse_unsafe()
    except UnsafeDatabase as unsafe:
        raise Wrong(str(unsafe)) from unsafe
    print(as_text(data) if asked.json else "\n".join(lines), flush=True)
    serve(asked.host, port, workers=asked.workers, followers=not asked.no_follow)


def port_of(asked: argparse.Namespace) -> int:
    given = asked.port
    if given is None:
        text = os.environ.get("GREENLANE_PORT", "") or str(PORT)
        if not (text.isascii() and text.isdigit()):
            raise Wrong(_("GREENLANE_PORT is no number: %(text)s") % {"text": text})
        given = int(text)
    if not 0 < given < 65536:
        raise Wrong(_("There is no port %(port)s.") % {"port": given})
    return int(given)


def address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
