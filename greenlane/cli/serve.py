"""The house opens: tables brought up to date, then one port until told to stop."""

from __future__ import annotations

import argparse
import os
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenlane.cli import tables
from greenlane.cli.saying import SaidAlready, Wrong, as_text
from greenlane.cli.tls_words import tls_said_plainly
from greenlane.core.tls import folder
from greenlane.server.entrance import Entrance, entrance, refuse_taken

SAYS = gettext_lazy("Serve pages and API on one port, with the follower beside it.")
PORT = 8000
WORKERS = min(2, os.cpu_count() or 1)
OF_TLS = ("GREENLANE_CERT", "GREENLANE_KEY", "GREENLANE_CA_PORT")


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
    own.add_argument(
        "--cert",
        metavar="FILE",
        default=None,
        help=_("HTTPS: the certificate in PEM, or auto for that of greenlane cert"),
    )
    own.add_argument(
        "--key", metavar="FILE", default=None, help=_("its private key in PEM")
    )
    own.add_argument(
        "--ca-port",
        type=int,
        metavar="PORT",
        default=None,
        help=_("a second, plain port that gives telephones the CA (GREENLANE_CA_PORT)"),
    )


def run(asked: argparse.Namespace) -> SaidAlready:
    to = entrance_of(asked)
    tables.migrate()
    open_house(asked, to, {"serving": to.address}, said(to))
    return SaidAlready()


def entrance_of(asked: argparse.Namespace) -> Entrance:
    """As the words say, else the settings. Raises Wrong, with nothing opened yet."""
    told = (settings.CERT, settings.KEY)
    if asked.cert is not None or asked.key is not None:
        told = (asked.cert or "", asked.key or "")
    with tls_said_plainly():
        return entrance(
            asked.host,
            port_of(asked),
            cert=told[0],
            key=told[1],
            doorstep=_port(asked.ca_port, "GREENLANE_CA_PORT", 0),
        )


def said(to: Entrance) -> list[str]:
    lines = [_("Serving %(where)s") % {"where": to.address}]
    if to.ca_address:
        lines.append(_("Telephones get the CA at %(where)s") % {"where": to.ca_address})
    if not (to.pair or settings.HTTPS) and folder.path(folder.CERT).exists():
        lines.append(_("There is a certificate; serve with it: --cert auto"))
    return lines


def open_house(
    asked: argparse.Namespace, to: Entrance, data: dict[str, Any], lines: list[str]
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
    with tls_said_plainly():
        refuse_taken(to)
    told = {**data, "ca": to.ca_address} if to.ca_address else data
    print(as_text(told) if asked.json else "\n".join(lines), flush=True)
    with tls_said_plainly():
        serve(to, workers=asked.workers, followers=not asked.no_follow)


def port_of(asked: argparse.Namespace) -> int:
    return _port(asked.port, "GREENLANE_PORT", PORT)


def _port(given: int | None, name: str, otherwise: int) -> int:
    if given is None:
        text = os.environ.get(name, "") or str(otherwise)
        if not (text.isascii() and text.isdigit()):
            told = {"name": name, "text": text[:80]}
            raise Wrong(_("%(name)s is no number: %(text)s") % told)
        given = int(text[:9])
    if given != otherwise and not 0 < given < 65536:
        raise Wrong(_("There is no port %(port)s.") % {"port": given})
    return given
