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
from django.db.models import Model, QuerySet

from greenlane.core import facts as facts_
from greenlane.core import written
from greenlane.core.models import Event, EventSubject, Head
from greenlane.core.prepared import prepared

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
    written.insert(events)
    written.insert(subjects)
    written.update(list(heads.values()), "seq", "digest")
    numbers = [event.seq for event in events]
    _stamp("recorded_seq", zip((each.stamps for each in told), numbers, strict=True))
    _stamp("ended_seq", zip((each.ends for each in told), numbers, strict=True))


def last_told(unit: int) -> datetime | None:
    """When the newest event of the stream was recorded; None while there is none."""
    return next(iter(_newest(unit)), None)


@prepared
def _newest(unit: int) -> QuerySet[Event, datetime]:
    rows = Event.objects.filter(unit=unit).order_by("-seq")
    return rows.values_list("recorded_at", flat=True)[:1]


def _stamp(name: str, told: Iterable[tuple[tuple[Model, ...], int]]) -> None:
    """The number of its event into each of these rows, a statement a table."""
    stamped: dict[type[Model], list[Model]] = {}
    for rows, seq in told:
        for row in rows:
            setattr(row, name, seq)
            stamped.setdefault(type(row), []).append(row)
    for same in stamped.values():
        written.update(same, name)


def _head(unit: int) -> Head:
    [head] = _heads(unit, lock=connection.features.has_select_for_update)
    return head


@prepared
def _heads(unit: int, *, lock: bool) -> QuerySet[Head]:
    rows = Head.objects.filter(unit=unit)
    return rows.select_for_update() if lock else rows


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
