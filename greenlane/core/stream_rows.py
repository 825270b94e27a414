"""The columns of the streams as their digests saw them, read fast and in order.

The database makes the texts that were hashed: a stream may be very long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

BATCH = 5000
START = -(2**62)  # below every number, forged ones too
_COLUMNS = {
    "sqlite": (
        "unit_id, seq, name, v, at, recorded_at, coalesce(actor, ''),"
        " substr(command, 1, 8) || '-' || substr(command, 9, 4) || '-' ||"
        " substr(command, 13, 4) || '-' || substr(command, 17, 4) || '-' ||"
        " substr(command, 21), alg, subjects, canonical, prev, digest"
    ),
    "postgresql": (
        "unit_id, seq, name, v,"
        " to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),"
        " to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),"
        " coalesce(actor::text, ''), command::text, alg, subjects, canonical, prev,"
        " digest"
    ),
}
_EVENTS = (
    "SELECT {columns} FROM core_event WHERE unit_id = %s AND seq > %s AND seq <= %s"
    " ORDER BY seq LIMIT %s"
)
_SUBJECTS = (
    "SELECT seq, kind, subject, name FROM core_eventsubject WHERE unit_id = %s"
    " AND (seq, kind, subject) > (%s, %s, %s) ORDER BY seq, kind, subject LIMIT %s"
)
_GROUPED = {
    "sqlite": (
        "SELECT seq, group_concat(kind || ':' || subject, ' '), min(name), max(name)"
        " FROM (SELECT seq, kind, subject, name FROM core_eventsubject"
        " WHERE unit_id = %s AND seq > %s AND seq <= %s ORDER BY seq, kind, subject)"
        " GROUP BY seq"
    ),
    "postgresql": (
        "SELECT seq, string_agg(kind || ':' || replace(subject::text, '-', ''), ' '"
        ' ORDER BY kind COLLATE "C", subject), min(name), max(name)'
        " FROM core_eventsubject WHERE unit_id = %s AND seq > %s AND seq <= %s"
        " GROUP BY seq"
    ),
}
_WHOLE_SECOND = ".000000"  # Python writes no fraction then, and the digest saw that


def pages(unit: int, *, after: int, upto: int) -> Iterator[list[tuple[Any, ...]]]:
    """Blocks of rows: unit, seq, name, v, at, recorded_at, actor, command, alg,
    subjects, canonical, prev, digest: as text wherever the digest took text."""
    sql = _EVENTS.format(columns=_COLUMNS[connection.vendor])
    plain = connection.vendor == "sqlite"
    while rows := _read(sql, [unit, after, upto, BATCH]):
        after = rows[-1][1]
        yield rows if plain else [_without_zeros(row) for row in rows]


def events(unit: int) -> Iterator[tuple[Any, ...]]:
    """The same, row by row, of the whole stream."""
    for page in pages(unit, after=START, upto=-START):
        yield from page


def grouped_subjects(
    unit: int, *, after: int, upto: int
) -> dict[int, tuple[str, str, str]]:
    """seq → its subjects as one text of kinds and hex keys, first and last name."""
    rows = _read(_GROUPED[connection.vendor], [unit, after, upto])
    return {row[0]: row[1:] for row in rows}


def subjects(unit: int) -> Iterator[tuple[int, str, str, str]]:
    """seq, kind, key (32 hex digits), name of the fact."""
    place: tuple[Any, ...] = (START, "", UUID(int=0).hex)
    while rows := _read(_SUBJECTS, [unit, *place, BATCH]):
        place = (*rows[-1][:2], str(rows[-1][2]))
        for seq, kind, key, name in rows:
            yield seq, kind, str(key).replace("-", ""), name


def _read(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _without_zeros(row: tuple[Any, ...]) -> tuple[Any, ...]:
    at, recorded = row[4], row[5]
    if at.endswith(_WHOLE_SECOND) or recorded.endswith(_WHOLE_SECOND):
        at = at.removesuffix(_WHOLE_SECOND)
        return (*row[:4], at, recorded.removesuffix(_WHOLE_SECOND), *row[6:])
    return row
