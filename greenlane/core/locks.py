"""Rows are locked in one order only: by rank, then by key; then read anew.

Measured: without these locks "energise" committed after "permit revoked" in most forced
races on PostgreSQL. SQLite serialises writers and hides the fault. A gate of absence
("no open ticket") has no row of its own: it locks the parent that every writer locks.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from greenlane.core.prepared import prepared
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
    # Act → what its gates have read under these locks (`core/gatewalk.py`).
    readings: dict[Any, dict[Any, Any]] = field(default_factory=dict)


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
    in_order = sorted(set(asked), key=lambda each: each.place)
    for model, same in groupby(in_order, key=lambda each: each.model):
        locks = list(same)
        if _rank(model) < mine.highest and not mine.locks.issuperset(locks):
            raise LockOrder(f"{model.__name__} after rank {mine.highest}")
        fresh |= _locked(model, locks)
        mine.locks.update(locks)
        mine.highest = max(mine.highest, _rank(model))
    return [fresh[lock] for lock in asked]


def take_all(wanted: Iterable[Lock | Model]) -> list[Any]:
    return take(*wanted)


def not_held(wanted: Iterable[Lock]) -> list[Lock]:
    """Those that this command does not hold yet.

    `take` reads a row anew each time; whoever wants only the lock takes these.
    """
    mine = held.get()
    known = mine.locks if mine else set()
    return [lock for lock in wanted if lock not in known]


def _locked(model: type[Model], locks: list[Lock]) -> dict[Lock, Any]:
    """Rows of one kind in one query; the database locks them in the order of keys."""
    keys = {lock: model._meta.pk.to_python(lock.pk) for lock in locks}
    lock = connection.features.has_select_for_update
    found = {row.pk: row for row in _rows(model, tuple(keys.values()), lock=lock)}
    if not found.keys() >= set(keys.values()):
        raise NotFound(model._meta.model_name or "row")
    return {lock: found[key] for lock, key in keys.items()}


@prepared
def _rows(model: type[Model], keys: tuple[Any, ...], *, lock: bool) -> QuerySet[Any]:
    rows = model._default_manager.order_by("pk").filter(pk__in=keys)
    if lock:
        # Every insert shares the key of its unit and parents: only keys stay free.
        rows = rows.select_for_update(of=("self",), no_key=True)
    return rows
