"""The write guard: outside the door the connection itself lets only reads pass.

An allow-list, not a list of forbidden words: `WITH … UPDATE` and `SELECT 1; DELETE …`
walk past those. A driver cursor below Django is not seen; `greenlane verify` is.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# Tables that are written without a command: each is no business state.
FREE_TABLES = (
    "django_session",  # web sessions
    "core_refusal",  # written after the rollback of what was refused
    "core_cursor",  # how far a reader has come
    "core_blob",  # bytes named by their hash; a command gives them meaning
)

_READ = re.compile(
    r"\s*(SELECT|EXPLAIN|PRAGMA|SET|SHOW|SAVEPOINT|RELEASE SAVEPOINT"
    r"|ROLLBACK TO SAVEPOINT|BEGIN|COMMIT|ROLLBACK|DECLARE|FETCH|CLOSE)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r'\s*(?:INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM)\s+"?('
    + "|".join(FREE_TABLES)
    + r')"?\s',
    re.IGNORECASE,
)
_HIDDEN_WRITE = re.compile(
    r"\b(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|INTO)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")

_open: ContextVar[int] = ContextVar("door_open", default=0)


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


def passes(sql: str) -> bool:
    """Whether this statement may run outside the door."""
    if _FREE.match(sql):
        return ";" not in _QUOTED.sub("", sql).rstrip("; \n")
    if not _READ.match(sql):
        return False
    bare = _QUOTED.sub("", sql)
    if ";" in bare.rstrip("; \n"):
        return False
    if bare.lstrip()[:3].upper() == "SET":
        return True
    return not _HIDDEN_WRITE.search(
        bare.replace("FOR UPDATE", "").replace("FOR NO KEY UPDATE", "")
    )


def watch(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Stand at a connection that was just opened."""
    if _guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(_guard)


def _guard(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
) -> Any:
    if not _open.get():
        text = sql if isinstance(sql, str) else sql.as_string(None)
        if not passes(text):
            raise WriteOutsideTheDoor(text[:200])
    return execute(sql, params, many, context)
