"""One consistent look at the database, whichever it is, while everybody goes on.

What is asked here are plain columns that every version has had: a backup is made before
an upgrade too, when the tables are still those of the version before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from greenlane.core.merkle import Frontier

Ask = Callable[..., Iterable[tuple[Any, ...]]]
# Whoever finds a backup shall not come in as those who were logged in.
LEFT_OUT = frozenset({"django_session"})


@dataclass(frozen=True)
class Snapshot:
    """`files` lie in a folder of this machine; `roots` are by the key of the unit."""

    migrations: list[str]
    heads: list[list[Any]]
    roots: dict[int, Frontier]
    blobs: list[str]
    files: dict[str, Path]
    tables: dict[str, list[str]] = field(default_factory=dict)


def heads(ask: Ask) -> list[list[Any]]:
    """Unit key, code, number and digest of the newest event, by unit."""
    rows = ask(
        "SELECT h.unit_id, u.code, h.seq, h.digest FROM core_head h"
        " JOIN core_unit u ON u.id = h.unit_id ORDER BY h.unit_id"
    )
    return [list(row) for row in rows]


def migrations(ask: Ask) -> list[str]:
    rows = ask("SELECT app, name FROM django_migrations ORDER BY app, name")
    return sorted({f"{app}.{name}" for app, name in rows})


def look(
    ask: Ask, *, files: dict[str, Path], tables: dict[str, list[str]] | None = None
) -> Snapshot:
    """Read off a snapshot what the manifest and the checkpoints tell of it."""
    ends = heads(ask)
    roots = {unit: _root(ask, unit) for unit, _code, _seq, _digest in ends}
    blobs = [name for (name,) in ask("SELECT hash FROM core_blob ORDER BY hash")]
    return Snapshot(migrations(ask), ends, roots, blobs, files, tables or {})


def _root(ask: Ask, unit: int) -> Frontier:
    frontier = Frontier()
    # A number that our own table gave; the two databases mark parameters differently.
    wanted = f"SELECT digest FROM core_event WHERE unit_id = {int(unit)} ORDER BY seq"  # noqa: S608
    for (digest,) in ask(wanted):
        frontier.add(bytes.fromhex(digest))
    return frontier
