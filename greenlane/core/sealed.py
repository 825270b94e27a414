"""Every event comes from a command that was accepted, and its receipt is as it was.

An event bears the digest of the receipt of its command. So both ways: no event without
its receipt unchanged, no receipt without an event.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from greenlane.core import stream_rows
from greenlane.core.journal import UNSEALED
from greenlane.core.models import Event, Unit

PLACE = "receipts"  # a receipt is of no unit
_DIGEST = {
    "sqlite": "sha256({})",
    "postgresql": "encode(sha256(convert_to({}, 'UTF8')), 'hex')",
}
# Behind its first sealed event a stream has no other.
_CHANGED = (
    "SELECT seq, e.command, r.id IS NOT NULL, seal <> '' FROM core_event e{receipts}"
    " WHERE unit_id = %s AND (r.id IS NULL"
    " OR ((alg <> %s OR seal <> '' OR seq > %s) AND seal <> {digest})) ORDER BY seq"
)
_UNTOLD = (
    "SELECT r.id, r.command, r.answer FROM core_receipt r"
    " WHERE NOT EXISTS (SELECT 1 FROM core_event e WHERE e.command = r.id)"
)


def broken(units: Mapping[int, Unit]) -> Iterator[tuple[str, int | None, str, str]]:
    """(unit code, number, what, detail) of each event and receipt without its match."""
    for pk, unit in units.items():
        for seq, command, kept, has_seal in _changed(pk):
            what = "receipt-changed" if has_seal else "seal-missing"
            yield unit.code, seq, what if kept else "event-without-receipt", command
    yield from _untold()


def _changed(unit: int) -> Iterator[tuple[int, str, bool, bool]]:
    text = stream_rows.receipt_text()
    sql = _CHANGED.format(
        receipts=stream_rows.AND_RECEIPTS,
        digest=_DIGEST[connection.vendor].format(text),
    )
    begun = Event.objects.filter(unit=unit).exclude(alg=UNSEALED).order_by("seq")
    first = begun.values_list("seq", flat=True).first()
    after = -stream_rows.START if first is None else first
    for seq, command, kept, has_seal in stream_rows.read(sql, [unit, UNSEALED, after]):
        yield seq, _key(command), bool(kept), bool(has_seal)


def _untold() -> Iterator[tuple[str, None, str, str]]:
    """Before there were seals, a command that changed nothing told nothing."""
    rows = stream_rows.read(_UNTOLD, [])
    old = bool(rows) and Event.objects.filter(alg=UNSEALED).exists()
    for key, command, answer in rows:
        if not (old and _told_nothing(answer)):
            yield PLACE, None, "receipt-without-event", f"{command} {_key(key)}"


def _told_nothing(answer: str) -> bool:
    try:
        return bool(json.loads(answer)["positions"] == {})
    except (ValueError, TypeError, KeyError, RecursionError):
        return False  # somebody has spoilt it


def _key(value: Any) -> str:
    """As people write it: SQLite has it without dashes."""
    try:
        return str(UUID(str(value)))
    except ValueError:
        return str(value)
