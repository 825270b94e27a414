"""SQLite: copied through its own backup interface, which asks nobody to wait."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection

from greenlane.backup.archive import DATABASE
from greenlane.backup.faults import NotFit
from greenlane.backup.snapshot import LEFT_OUT, Snapshot, heads, look, migrations

PATIENCE_SECONDS = 60


def take(folder: Path) -> Snapshot:
    """The database as it is at one instant, in one file in this folder."""
    copy = folder / DATABASE
    source = f"file:{quote(str(connection.settings_dict['NAME']))}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(source, uri=True, timeout=PATIENCE_SECONDS)) as of,
            closing(sqlite3.connect(copy, isolation_level=None)) as to,
        ):
            # All pages in one step: one reader's view, so that no writer starts it
            # anew. Behind the write-ahead log readers hold up nobody.
            of.backup(to)
            _settle(to)
            return look(to.execute, files={DATABASE: copy})
    except sqlite3.OperationalError as error:
        if "no such table" in str(error) or "unable to open" in str(error):
            raise NotFit("nothing-to-back-up") from None
        raise


def _settle(copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it
    for table in sorted(LEFT_OUT):
        copy.execute(f"DELETE FROM {table}")  # noqa: S608
    # Also what was deleted or erased long ago leaves the file here.
    copy.execute("VACUUM")
    _refuse_damaged(copy)


def _refuse_damaged(copy: sqlite3.Connection) -> None:
    [(said,)] = copy.execute("PRAGMA quick_check(1)").fetchall()
    if said != "ok":
        raise NotFit("database-damaged", what=str(said)[:120])


def look_over(file: Path) -> tuple[list[str], list[list[Any]]]:
    """Migrations and heads of an unpacked copy. Raises NotFit where it is damaged."""
    try:
        with closing(
            sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)
        ) as c:
            _refuse_damaged(c)
            # The house has none: they would act behind the back of every statement.
            strange = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')"
            for (name,) in c.execute(strange):
                raise NotFit("backup-edited", what=str(name)[:80])
            return migrations(c.execute), heads(c.execute)
    except sqlite3.DatabaseError as error:
        raise NotFit("database-damaged", what=str(error)[:120]) from None
