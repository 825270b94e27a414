"""Rows that gates read, put there by hand: what each verb writes has its own test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from types import ModuleType
from typing import Any
from uuid import UUID

from greenlane.core import clock, guard
from greenlane.core.gatewalk import Act
from greenlane.core.ids import uuid7
from greenlane.safety.models import Evidence, EvidenceLine, Isolation
from greenlane.work.models import Clearance, Head, Order, Stint, Task
from tests import stages
from tests.cast import Cast

# What a line says of the person that it names.
NAMED = {"user_side_open": "electrician", "live_check": "authority"}


def put(
    cast: Cast,
    of: Order,
    kind: str,
    covers: str = "area:src",
    *,
    passed: bool = True,
    by: str = "qian",
    ago: int = 0,
    people: Sequence[str] = (),
) -> Evidence:
    """A record of this kind; `ago` minutes old, naming these people."""
    at = clock.now() - timedelta(minutes=ago)
    with guard.lifted():
        row = Evidence.objects.create(
            unit=of.unit, order=of, kind=kind, covers=covers, passed=passed, at=at,
            recorded_at=at, by=cast.people[by],
        )  # fmt: skip
        for each in people:
            EvidenceLine.objects.create(
                unit=of.unit, evidence=row, ok=True, person=cast.people[each],
                what=NAMED.get(kind, "present"),
            )  # fmt: skip
    return row


def task(of: Order, key: str, **changed: Any) -> Task:
    """A task of the order, changed as the playbook would have it."""
    found = Task.objects.get(order=of, key=key)
    if changed:
        with guard.lifted():
            for name, value in changed.items():
                setattr(found, name, value)
            found.save()
    return found


def stint(
    cast: Cast, of: Order, key: str = "T2", *, leader: str = "zhou", over: bool = True
) -> Stint:
    """Somebody works, or has worked, on this task, let in by a clearance."""
    now, row = clock.now(), task(of, key)
    with guard.lifted():
        clearance = clear(cast, of, "stint")
        made = Stint.objects.create(
            id=clearance.pk, unit=of.unit, task=row, leader=cast.people[leader],
            clearance=clearance, started_at=now, happened_at=now, recorded_at=now,
            ended_at=now if over else None, end_recorded_at=now if over else None,
        )  # fmt: skip
        Head.objects.create(
            unit=of.unit, stint=made, person=cast.people[leader], joined_at=now,
            left_at=now if over else None,
        )  # fmt: skip
    return made


def clear(cast: Cast, of: Order, kind: str, key: UUID | None = None) -> Clearance:
    """A release of this kind was given on the order."""
    with guard.lifted():
        return Clearance.objects.create(
            id=key or uuid7(), unit=of.unit, order=of, kind=kind, given_at=clock.now(),
            given_by=cast.people["he"],
        )  # fmt: skip


def act(of: Order, kind: str, *isolations: Isolation, **other: Any) -> Act:
    """The act as its verb would ask for it."""
    asked = {"order": of.pk, "areas": ("src",), **other}
    keys = tuple(each.pk for each in isolations)
    return Act(kind, unit=of.unit_id, isolations=keys, **asked)


def held(gate: ModuleType, asked: Act) -> list[str]:
    """The codes of what the gate misses."""
    return [each.what for each in gate.missing(asked)]


def signed(cast: Cast, row: Any, role: str, *, by: str) -> None:
    stages.sign(cast, row, role, by=by)
