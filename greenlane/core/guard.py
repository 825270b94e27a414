"""The write guard: outside the door the connection itself lets only reads pass.

What passes is an allow-list (`statements`). Also the ways of a driver's cursor that go
round Django (COPY, scripts, calls) are shut. Who takes the driver's own connection in
hand is not seen here; `greenlane verify` sees what he did.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper

from greenlane.core.statements import FREE_TABLES, passes

__all__ = ["FREE_TABLES", "WriteOutsideTheDoor", "lifted", "passes", "watch"]

_open: ContextVar[int] = ContextVar("door_open", default=0)


# What may be asked of a driver's cursor besides execute and executemany.
_ASKED = """
    arraysize close closed description fetchall fetchmany fetchone itersize lastrowid
    name nextset rowcount rownumber scroll scrollable
"""
_HARMLESS = frozenset(_ASKED.split())


class WriteOutsideTheDoor(RuntimeError):
    """Somebody tried to change the database without a command."""


@contextmanager
def lifted() -> Iterator[None]:
    """Writes pass inside. For the door itself, and for building or emptying tables."""
    token = _open.set(_open.get() + 1)
    try:
        yield
    finally:
        _open.reset(token)


def watch(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Stand at a connection that was just opened."""
    if _guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(_guard)
    connection.make_cursor = lambda cursor: _Watched(cursor, connection)  # type: ignore[method-assign]
    connection.make_debug_cursor = lambda cursor: _WatchedDebug(cursor, connection)  # type: ignore[method-assign]


def _guard(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
) -> Any:
    if not _open.get():
        text = _text(sql)
        if not passes(text):
            raise WriteOutsideTheDoor(text[:200])
    return execute(sql, params, many, context)


def _text(sql: Any) -> str:
    """What the driver would send: text, bytes, or a composed statement of psycopg."""
    if isinstance(sql, str):
        return sql
    return sql.decode() if isinstance(sql, bytes) else str(sql.as_string(None))


class _Shut:
    """A cursor whose other ways to the database are shut outside the door."""

    def callproc(self, procname: str, *arguments: Any) -> Any:
        if not _open.get():
            raise WriteOutsideTheDoor(f"callproc {procname}")
        return super().callproc(procname, *arguments)  # type: ignore[misc]

    def __getattr__(self, name: str) -> Any:
        if name not in _HARMLESS and not _open.get():
            raise WriteOutsideTheDoor(f"cursor.{name}")
        return super().__getattr__(name)  # type: ignore[misc]


class _Watched(_Shut, CursorWrapper):
    """The cursor that Django hands out."""


class _WatchedDebug(_Shut, CursorDebugWrapper):
    """The same while queries are counted."""
