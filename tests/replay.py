"""A stage that many tests begin with is played once; then its rows are written again.

`@replayed` is for stages that lead up to a test ("isolated, dead, earthed"), never for
the verb that a test is about: what is written again walks no gate. It happens only when
everything since the cast came on stage was played in the same way; any other write in
between, anything undone, or a clock put elsewhere, and the stage is played as it is.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, models

from greenlane.core import clock, guard
from tests.cast import Cast

P = ParamSpec("P")
T = TypeVar("T")
Rows = dict[str, dict[Any, tuple[Any, ...]]]  # table → key → row
FRESH = timedelta(minutes=10)  # evidence grows old in hours, a challenge in minutes


@dataclass(frozen=True)
class Played:
    """What a stage gave back, and the rows that it left different."""

    answer: bytes
    gone: list[tuple[str, list[tuple[Any]]]]
    written: list[tuple[str, list[tuple[Any, ...]]]]
    at: datetime


class _History:
    """Whether everything since the cast came on stage is known; and what it was."""

    def __init__(self) -> None:
        self.so_far: tuple[Any, ...] | None = None

    def heard(
        self, execute: Any, sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        text = str(sql)
        if text.startswith("ROLLBACK") or not guard.passes(text):
            self.so_far = None
        return execute(sql, params, many, context)


_history = _History()
_played: dict[tuple[Any, ...], Played] = {}
_looked_at: list[Any] = [None, {}]


@contextmanager
def watched() -> Iterator[None]:
    """Inside, stages are played again by their rows. One connection, one thread."""
    begin_again()
    try:
        with connection.execute_wrapper(_history.heard):
            yield
    finally:
        _history.so_far = None


def begin_again() -> None:
    """Whoever calls has put the rows back to where the cast came on stage."""
    _history.so_far = ()
    _looked_at[:] = [None, {}]  # keys that the database gives are others each time


def grow_old() -> None:
    """The first stages of every history are too old to be written again."""
    for key in [key for key in _played if len(key) == 1]:
        _played[key] = replace(_played[key], at=clock.now() - 2 * FRESH)


def replayed(
    stage: Callable[Concatenate[Cast, P], T],
) -> Callable[Concatenate[Cast, P], T]:
    """Play this stage once for each history and each set of arguments."""

    @wraps(stage)
    def play(cast: Cast, *args: P.args, **kwargs: P.kwargs) -> T:
        before = _history.so_far
        if before is None or type(cast) is not Cast:
            # A cast of another kind looks on while it is played: it counts, or forbids.
            return stage(cast, *args, **kwargs)
        named = tuple((name, _key(each)) for name, each in sorted(kwargs.items()))
        after = (*before, (stage, *map(_key, args), *named))
        known = _played.get(after)
        if known and known.at <= clock.now() <= known.at + FRESH:
            _write_again(known)
            answer = pickle.loads(known.answer)  # faster than a deep copy
        else:
            _forget_what_follows(after)
            rows = _rows_of(before)
            answer = stage(cast, *args, **kwargs)
            _played[after] = _what_changed(answer, rows, _rows_of(after))
        _history.so_far = after
        return answer

    return play


def _forget_what_follows(after: tuple[Any, ...]) -> None:
    """Once this is played anew, its keys are others; what came after named the old."""
    for key in [key for key in _played if key[: len(after)] == after]:
        del _played[key]


def _key(value: Any) -> Any:
    if isinstance(value, models.Model):
        return (value._meta.label, value.pk)
    return repr(value)


def _rows_of(history: tuple[Any, ...]) -> Rows:
    """The rows as they are now; where a stage just ended with them, they are known."""
    known, rows = _looked_at
    if known != history:
        rows = rows_now()
        _looked_at[:] = [history, rows]
    return rows


def rows_now() -> Rows:
    """Every row of ours, as the database gives it."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for model in _tables():
            fields = model._meta.concrete_fields
            key = [field.primary_key for field in fields].index(True)
            columns = ", ".join(connection.ops.quote_name(f.column) for f in fields)
            cursor.execute(f"SELECT {columns} FROM {_name(model)}")
            found[model._meta.label] = {row[key]: row for row in cursor.fetchall()}
    return found


def _tables() -> list[type[models.Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]


def _what_changed(answer: Any, before: Rows, after: Rows) -> Played:
    gone, written = [], []
    for label, rows in after.items():
        old = before[label]
        lost = [(key,) for key, row in old.items() if rows.get(key) != row]
        new = [row for key, row in rows.items() if old.get(key) != row]
        if lost:
            gone.append((label, lost))
        if new:
            written.append((label, new))
    return Played(pickle.dumps(answer), gone, written, clock.now())


def _write_again(known: Played) -> None:
    """Keys that point to each other are checked at the end of the test, as ever."""
    with guard.lifted(), connection.cursor() as cursor:
        for label, keys in known.gone:
            model = apps.get_model(label)
            key = connection.ops.quote_name(model._meta.pk.column)
            cursor.executemany(f"DELETE FROM {_name(model)} WHERE {key} = %s", keys)
        for label, rows in known.written:
            model = apps.get_model(label)
            fields = model._meta.concrete_fields
            columns = ", ".join(connection.ops.quote_name(f.column) for f in fields)
            marks = ", ".join(["%s"] * len(fields))
            into = f"INSERT INTO {_name(model)} ({columns}) VALUES ({marks})"
            cursor.executemany(into, rows)


def _name(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
