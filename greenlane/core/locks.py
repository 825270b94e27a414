"""Rows are locked in one order only: by rank, then by key; then read anew.

Measured: without these locks "energise" committed after "permit revoked" in most forced
races on PostgreSQL. SQLite serialises writers and hides the fault. A gate of absence
("no open ticket") has no row of its own: it locks the parent that every writer locks.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model

from greenlane.core.refusals import NotFound


@dataclass(frozen=True)
class Lock:
    """A row that somebody is about to rely on."""

    model: type[Model]
    pk: Any

    @property
    def place(self) -> tuple[int, str, str]:
        return (_rank(self.model), self.model._meta.label_lower, str(self.pk))


@dataclass
class Held:
    """What the running command has locked so far."""

    locks: set[Lock] = field(default_factory=set)
    highest: int = 0


held: ContextVar[Held | None] = ContextVar("held_locks", default=None)


class LockOrder(AssertionError):
    """A row of a lower rank was locked after one of a higher rank."""


def _rank(model: type[Model]) -> int:
    return int(getattr(model, "LOCK_RANK", 90))


def of(row: Model) -> Lock:
    """The lock of a row."""
    return Lock(type(row), row.pk)


def take(*wanted: Lock | Model) -> list[Any]:
    """Lock these rows by rank and key; give them back fresh, in the order asked.

    A row that is gone raises NotFound. A rank below one already held raises LockOrder,
    unless that very row is held already.
    """
    asked = [w if isinstance(w, Lock) else of(w) for w in wanted]
    mine = held.get()
    if mine is None:
        raise LockOrder("locks are taken inside a command only")
    fresh: dict[Lock, Any] = {}
    for lock in sorted(set(asked), key=lambda each: each.place):
        if lock not in mine.locks and _rank(lock.model) < mine.highest:
            raise LockOrder(f"{lock.model.__name__} after rank {mine.highest}")
        fresh[lock] = _locked(lock)
        mine.locks.add(lock)
        mine.highest = max(mine.highest, _rank(lock.model))
    return [fresh[lock] for lock in asked]


def take_all(wanted: Iterable[Lock | Model]) -> list[Any]:
    return take(*wanted)


def _locked(lock: Lock) -> Any:
    rows = lock.model._default_manager.all()
    if connection.features.has_select_for_update:
        # Every insert shares the key of its unit and parents: only keys stay free.
        rows = rows.select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=lock.pk).first()
    if row is None:
        raise NotFound(lock.model._meta.model_name or "row")
    return row
