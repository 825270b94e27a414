"""Facts are appended to the unit's chained stream, under the unit's own lock, last."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from greenlane.core import facts as facts_
from greenlane.core.models import Event, EventSubject, Head

ALG = "sha256+seal"
UNSEALED = "sha256"  # events from before receipts were sealed


@dataclass
class Told:
    """A fact that a command has said; it is written only when the command succeeds."""

    fact: facts_.Fact
    subjects: tuple[tuple[str, UUID], ...]
    unit: int
    at: datetime
    stamps: tuple[Model, ...] = field(default=())
    ends: tuple[Model, ...] = field(default=())


def instant(value: datetime) -> str:
    """An instant as the chain writes it: UTC, without zone, as SQLite stores it."""
    return str(value.astimezone(UTC).replace(tzinfo=None))


def canonical(content: dict[str, Any]) -> str:
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest_of(parts: Sequence[Any]) -> str:
    """The link: every column of the event, and the digest before it."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def subject_text(subjects: Iterable[tuple[str, UUID]]) -> str:
    return " ".join(f"{kind}:{key}" for kind, key in sorted(set(subjects), key=str))


def take_heads(told: Sequence[Told]) -> dict[int, Head]:
    """The heads of the streams that these facts go to, locked in order."""
    return {unit: _head(unit) for unit in sorted({each.unit for each in told})}


def ends(told: Sequence[Told], heads: Mapping[int, Head]) -> dict[int, int]:
    """Unit → the last number of its stream once these facts are appended."""
    count = Counter(each.unit for each in told)
    return {unit: head.seq + count[unit] for unit, head in heads.items()}


def append(
    told: Sequence[Told],
    heads: Mapping[int, Head],
    *,
    actor: int | None,
    command: UUID,
    recorded_at: datetime,
    seal: str,
) -> None:
    """Write these facts behind their heads. Each bears the seal of the receipt."""
    events: list[Event] = []
    subjects: list[EventSubject] = []
    for each in told:
        head = heads[each.unit]
        event = _event(each, head, actor, command, recorded_at, seal)
        events.append(event)
        subjects.extend(
            EventSubject(
                unit_id=each.unit,
                seq=event.seq,
                kind=kind,
                subject=key,
                name=event.name,
            )
            for kind, key in sorted(set(each.subjects), key=str)
        )
        head.seq, head.digest = event.seq, event.digest
        _stamp(each.stamps, "recorded_seq", event.seq)
        _stamp(each.ends, "ended_seq", event.seq)
    Event.objects.bulk_create(events)
    EventSubject.objects.bulk_create(subjects)
    for head in heads.values():
        head.save(update_fields=["seq", "digest"])


def last_told(unit: int) -> datetime | None:
    """When the newest event of the stream was recorded; None while there is none."""
    rows = Event.objects.filter(unit=unit).order_by("-seq")
    return rows.values_list("recorded_at", flat=True).first()


def _stamp(rows: Iterable[Model], field_name: str, seq: int) -> None:
    for row in rows:
        setattr(row, field_name, seq)
        row.save(update_fields=[field_name])


def _head(unit: int) -> Head:
    rows = Head.objects.filter(unit_id=unit)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return rows.get()


def _event(
    told: Told,
    head: Head,
    actor: int | None,
    command: UUID,
    recorded_at: datetime,
    seal: str,
) -> Event:
    name, v = told.fact.NAME, told.fact.V
    text = canonical(facts_.plain(told.fact))
    seq, subjects = head.seq + 1, subject_text(told.subjects)
    link = digest_of(
        (
            head.digest, told.unit, seq, name, v, instant(told.at),
            instant(recorded_at), "" if actor is None else actor, command, ALG,
            subjects, text, seal,
        )
    )  # fmt: skip
    return Event(
        unit_id=told.unit, seq=seq, name=name, v=v, at=told.at, recorded_at=recorded_at,
        actor=actor, command=command, alg=ALG, subjects=subjects, canonical=text,
        seal=seal, prev=head.digest, digest=link,
    )  # fmt: skip
