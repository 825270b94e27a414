"""Before anything is served, the database is asked whether it keeps what it is told."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

# What is read back, and what it has to be. With NORMAL a power cut loses writes that
# were already answered; without WAL readers stand in the writers' way.
WANTED: dict[str, str] = {
    "journal_mode": "wal",
    "synchronous": "2",
    "foreign_keys": "1",
}


class UnsafeDatabase(RuntimeError):
    """The database would lose or mix up what it was told."""


def refuse_unsafe() -> None:
    """Raises UnsafeDatabase, naming every setting that reads back wrong."""
    if connection.vendor != "sqlite":
        return
    found = {name: _pragma(name) for name in WANTED}
    wrong = [
        _setting(name, found[name], wanted)
        for name, wanted in WANTED.items()
        if found[name] != wanted
    ]
    mode = connection.settings_dict["OPTIONS"].get("transaction_mode")
    if mode != "IMMEDIATE":
        wrong.append(_setting("transaction_mode", str(mode), "IMMEDIATE"))
    if wrong:
        raise UnsafeDatabase(
            _(
                "%(name)s cannot be trusted: %(wrong)s. Put it on a local disk that"
                " knows WAL, or set DATABASE_URL to PostgreSQL."
            )
            % {"name": connection.settings_dict["NAME"], "wrong": "; ".join(wrong)}
        )


def _setting(name: str, found: str, wanted: str) -> str:
    return _("%(name)s is %(found)s, not %(wanted)s") % {
        "name": name,
        "found": found,
        "wanted": wanted,
    }


def _pragma(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return str(cursor.fetchone()[0]).lower()
