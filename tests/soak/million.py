"""A long stream at once: chained events, their subjects and receipts, by the block."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from greenlane.core import clock, guard
from greenlane.core.journal import ALG, canonical, digest_of, instant, subject_text
from greenlane.core.keeping import seal_of
from greenlane.core.models import Event, EventSubject, Head, Receipt, Unit

BLOCK = 20_000
ANSWER = '{"code": "done", "facts": {"stint": "a key"}, "positions": {"1": 1}}'
# What a busy day is made of; some set instants that `verify` compares with rows.
NAMES = (
    "work.stint_started",
    "work.stint_ended",
    "work.note_added",
    "work.wait_opened",
    "work.wait_closed",
    "safety.document_signed",
    "safety.evidence_recorded",
    "safety.ticket_permitted",
    "places.site_added",
    "work.handoff_offered",
)
_EVENT = (
    "unit_id seq name v at recorded_at actor command alg subjects canonical seal prev"
    " digest"
)
_TABLES = {
    Event: _EVENT.split(),
    EventSubject: ["unit_id", "seq", "kind", "subject", "name"],
    Receipt: "id command account device fingerprint answer at".split(),  # noqa: SIM905
}


def build(unit: Unit, size: int) -> None:
    """Tell this many facts at once; each by a command of its own, of two subjects."""
    start = clock.wall() - timedelta(days=365)
    rows = iter(_told(unit.pk, size, start))
    last = ""
    with guard.lifted():
        while block := list(islice(rows, BLOCK)):
            with transaction.atomic():
                for number, model in enumerate(_TABLES):
                    _insert(model, [row for told in block for row in told[number]])
            last = block[-1][0][0][-1]
        Head.objects.filter(unit=unit).update(seq=size, digest=last)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE core_event, core_eventsubject, core_receipt")


Told = tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], list[tuple[Any, ...]]]


def _told(unit: int, size: int, start: datetime) -> Iterator[Told]:
    last = ""
    for seq in range(1, size + 1):
        name, at = NAMES[seq % len(NAMES)], start + timedelta(seconds=seq)
        command, task, order = UUID(int=seq), UUID(int=seq % 977), UUID(int=seq % 89)
        subjects = (("task", task), ("order", order))
        said = subject_text(subjects)
        text = canonical({"task": str(task), "by": str(order), "minutes": seq % 240})
        covered = (unit, seq, name, 1, instant(at), instant(at), 7, command, ALG)
        receipt = (command, name, 7, "phone", f"{seq:064x}", ANSWER, at)
        seal = seal_of(Receipt(**dict(zip(_TABLES[Receipt], receipt, strict=True))))
        digest = digest_of((last, *covered, said, text, seal))
        event = (
            unit, seq, name, 1, at, at, 7, command, ALG, said, text, seal, last, digest,
        )  # fmt: skip
        about = [(unit, seq, kind, key, name) for kind, key in subjects]
        yield [event], about, [receipt]
        last = digest


def _insert(model: type[Any], rows: list[tuple[Any, ...]]) -> None:
    names = ", ".join(_TABLES[model])
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(_TABLES[model]))
        plain = [tuple(map(as_sqlite, row)) for row in rows]
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", plain)


def as_sqlite(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    return instant(value) if isinstance(value, datetime) else value
