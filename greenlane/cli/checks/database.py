"""The database: it keeps what it is told, has every table, and agrees on the time."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from greenlane.cli.checks.finding import Check, broken, warning, well
from greenlane.cli.tables import pending
from greenlane.core import clock
from greenlane.server.database import UnsafeDatabase, refuse_unsafe

SKEW_SECONDS = 2.0
_SAFE = {"fsync": ("on",), "synchronous_commit": ("on", "remote_write", "remote_apply")}


def keeps() -> Iterator[Check]:
    """Settings as they read back, not as they were asked for."""
    try:
        refuse_unsafe()
    except UnsafeDatabase as unsafe:
        yield broken(
            "durable", str(unsafe), _("Nothing is served until this is mended.")
        )
        return
    wrong = _postgresql() if connection.vendor == "postgresql" else []
    if wrong:
        yield broken("durable", ", ".join(wrong), _("Set it back in postgresql.conf."))
    else:
        yield well("durable", connection.vendor)


def _postgresql() -> list[str]:
    found = {name: _value(f"SHOW {name}") for name in _SAFE}
    return [
        f"{name} = {found[name]}"
        for name, fine in _SAFE.items()
        if found[name] not in fine
    ]


def tables() -> Iterator[Check]:
    missing = pending()
    if missing:
        says = _("%(count)s migrations are not applied") % {"count": len(missing)}
        yield broken("tables", says, _("Run: greenlane serve"))
    else:
        yield well("tables", _("every migration is applied"))


def skew() -> Iterator[Check]:
    """A server elsewhere may have another idea of now: the two are compared."""
    epoch = "SELECT (julianday('now') - 2440587.5) * 86400.0"
    if connection.vendor == "postgresql":
        epoch = "SELECT extract(epoch FROM clock_timestamp())"
    apart = abs(float(_value(epoch)) - clock.wall().timestamp())
    says = _("%(seconds)s s between database and machine") % {"seconds": f"{apart:.1f}"}
    if apart > SKEW_SECONDS:
        yield warning("clocks", says, _("Let both keep time by NTP."))
    else:
        yield well("clocks", says)


def _value(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return str(cursor.fetchone()[0])


CHECKS = (keeps, tables, skew)
