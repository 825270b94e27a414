"""The columns of the streams as their digests saw them, read fast and in order.

The database makes the texts that were hashed: a stream may be very long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from greenlane.core.journal import UNSEALED

BATCH = 5000
START = -(2**62)  # below every number, forged ones too
_DASHES = (
    "substr(e.command, 1, 8) || '-' || substr(e.command, 9, 4) || '-' ||"
    " substr(e.command, 13, 4) || '-' || substr(e.command, 17, 4) || '-' ||"
    " substr(e.command, 21)"
)
# Python writes no fraction of a whole second, and the digest saw that.
_UTC = "replace(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), {}, '')"
_AT, _RECORDED_AT, _RECEIPT_AT = (
    _UTC.format(x, "'.000000'") for x in ("e.at", "e.recorded_at", "r.at")
)
_COVERED = {
    "sqlite": (
        "unit_id", "seq", "name", "v", "e.at", "recorded_at", "coalesce(actor, '')",
        _DASHES, "alg", "subjects", "canonical",
    ),
    "postgresql": (
        "unit_id", "seq", "name", "v", _AT, _RECORDED_AT, "coalesce(actor::text, '')",
        "e.command::text", "alg", "subjects", "canonical",
    ),
}  # fmt: skip
# An event from before there were seals is covered without one, as long as it has none.
_SEAL = f"CASE WHEN alg = '{UNSEALED}' AND seal = '' THEN '' ELSE {{}} || seal END"
# The columns of a receipt (`r`) as its seal saw them.
_SEALED = {
    "sqlite": (
        "r.command", "coalesce(r.account, '')", "coalesce(r.device_seq, '')",
        "r.fingerprint", "r.at", "r.answer", "r.device",
    ),
    "postgresql": (
        "r.command", "coalesce(r.account::text, '')",
        "coalesce(r.device_seq::text, '')", "r.fingerprint", _RECEIPT_AT, "r.answer",
        "r.device",
    ),
}  # fmt: skip
_EVENTS = (
    "SELECT {columns} FROM core_event e{and_receipts}"
    " WHERE unit_id = %s AND seq > %s AND seq <= %s ORDER BY seq LIMIT %s"
)
AND_RECEIPTS = " LEFT JOIN core_receipt r ON r.id = e.command"
_SUBJECTS = (
    "SELECT seq, kind, subject, name FROM core_eventsubject WHERE unit_id = %s"
    " AND (seq, kind, subject) > (%s, %s, %s) ORDER BY seq, kind, subject LIMIT %s"
)
_OF_EVENTS = (
    "SELECT seq, kind || ':' || {key}, name FROM core_eventsubject"
    " WHERE unit_id = %s AND seq > %s AND seq <= %s ORDER BY seq, kind, subject"
)
_LINE = {"sqlite": "char(10)", "postgresql": "chr(10)"}
_KEY = {"sqlite": "subject", "postgresql": "replace(subject::text, '-', '')"}


def links(unit: int, *, after: int, upto: int) -> Iterator[list[tuple[Any, ...]]]:
    """Blocks of rows: seq, prev, digest, name, subjects, and all that the digest covers
    behind `prev`, a line each: the database joins it."""
    seal = _SEAL.format(_LINE[connection.vendor])
    content = f"{_lines(_COVERED)} || {seal}"
    columns = f"seq, prev, digest, name, subjects, coalesce({content}, '')"
    return _pages(columns, 0, unit=unit, after=after, upto=upto)


def receipt_text() -> str:
    """SQL: all that a seal covers of the receipt `r`, a line each; NULL without one."""
    return _lines(_SEALED)


def _lines(columns: Mapping[str, tuple[str, ...]]) -> str:
    line = f" || {_LINE[connection.vendor]} || "
    return line.join(columns[connection.vendor])


def events(unit: int) -> Iterator[tuple[Any, ...]]:
    """Row by row: unit, seq, name, v, at, recorded_at, actor, command, alg,
    subjects, canonical, seal, prev, digest, as text wherever the digest took text;
    and all that the seal covers of the receipt, None without one."""
    columns = (*_COVERED[connection.vendor], "seal", "prev", "digest", receipt_text())
    told = _pages(
        ", ".join(columns), 1, unit=unit, after=START, upto=-START, also=AND_RECEIPTS
    )
    for page in told:
        yield from page


def grouped_subjects(
    unit: int, *, after: int, upto: int
) -> dict[int, tuple[str, str | None]]:
    """seq → its subjects as one text of kinds and hex keys, and the name that all of
    them bear: None when they differ."""
    sql = _OF_EVENTS.format(key=_KEY[connection.vendor])
    told: dict[int, tuple[str, str | None]] = {}
    for seq, text, name in read(sql, [unit, after, upto]):
        if seq in told:
            before, same = told[seq]
            told[seq] = (f"{before} {text}", name if name == same else None)
        else:
            told[seq] = (text, name)
    return told


def subjects(unit: int) -> Iterator[tuple[int, str, str, str]]:
    """seq, kind, key (32 hex digits), name of the fact."""
    place: tuple[Any, ...] = (START, "", UUID(int=0).hex)
    while rows := read(_SUBJECTS, [unit, *place, BATCH]):
        place = (*rows[-1][:2], str(rows[-1][2]))
        for seq, kind, key, name in rows:
            yield seq, kind, str(key).replace("-", ""), name


def _pages(
    columns: str, place: int, *, unit: int, after: int, upto: int, also: str = ""
) -> Iterator[list[tuple[Any, ...]]]:
    sql = _EVENTS.format(columns=columns, and_receipts=also)
    while rows := read(sql, [unit, after, upto, BATCH]):
        after = rows[-1][place]
        yield rows


def read(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
