"""The columns of the streams as their digests saw them, read fast and in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from greenlane.core.journal import instant

BATCH = 5000
_EVENTS = (
    "SELECT unit_id, seq, name, v, at, recorded_at, actor, command, alg, subjects,"
    " canonical, prev, digest FROM core_event"
    " WHERE unit_id = %s AND seq > %s ORDER BY seq LIMIT %s"
)
_SUBJECTS = (
    "SELECT seq, kind, subject, name, id FROM core_eventsubject"
    " WHERE unit_id = %s AND (seq > %s OR (seq = %s AND id > %s))"
    " ORDER BY seq, id LIMIT %s"
)


def events(unit: int) -> Iterator[tuple[Any, ...]]:
    """unit, seq, name, v, at, recorded_at, actor, command, alg, subjects, canonical,
    prev, digest: as text wherever the digest took text."""
    plain = connection.vendor == "sqlite"
    last = -1
    while rows := _read(_EVENTS, [unit, last, BATCH]):
        last = rows[-1][1]
        for row in rows:
            yield _as_sqlite(row) if plain else _as_postgresql(row)


def subjects(unit: int) -> Iterator[tuple[int, str, str, str]]:
    """seq, kind, key (32 hex digits), name of the fact."""
    place = (-1, -1)
    while rows := _read(_SUBJECTS, [unit, place[0], *place, BATCH]):
        place = (rows[-1][0], rows[-1][4])
        for seq, kind, key, name, _id in rows:
            text = key.hex if isinstance(key, UUID) else str(key).replace("-", "")
            yield seq, kind, text, name


def _read(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _as_sqlite(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """SQLite stores instants as the text that was hashed, keys as 32 hex digits."""
    h = str(row[7])
    key = f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"
    actor = "" if row[6] is None else row[6]
    return (*row[:6], actor, key, *row[8:])


def _as_postgresql(row: tuple[Any, ...]) -> tuple[Any, ...]:
    actor = "" if row[6] is None else row[6]
    return (
        *row[:4],
        instant(row[4]),
        instant(row[5]),
        actor,
        str(row[7]),
        *row[8:],
    )
