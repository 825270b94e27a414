"""Rows written by a statement that is put together once for a table.

Django builds an INSERT or an UPDATE anew each time, and resolves every value of every
row on the way. What a command writes many of (events, subjects, pieces to search by,
tasks) is written here, under the lock, at a fraction of that. The values are prepared
by Django's own fields; signals, of which the house has none, are not sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.models import Field, Model


def insert(rows: Iterable[Model]) -> None:
    """New rows of one table, in their order. A key that the database gives is unset."""
    rows = list(rows)
    if not rows:
        return
    statement, fields = _insert(type(rows[0]), connection.vendor)
    with connection.cursor() as cursor:
        cursor.executemany(statement, _values(rows, fields))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update(rows: Sequence[Model], *names: str) -> None:
    """These fields of rows of one table. Raises DatabaseError if one is not there."""
    if not rows:
        return
    statement, fields = _update(type(rows[0]), names, connection.vendor)
    with connection.cursor() as cursor:
        cursor.executemany(statement, _values(rows, fields))
        if cursor.rowcount != len(rows):
            raise DatabaseError(f"{rows[0]._meta.label}: a row to change is gone")


def _values(
    rows: Sequence[Model], fields: tuple[Field[Any, Any], ...]
) -> list[list[Any]]:
    own = connections[DEFAULT_DB_ALIAS]  # of this thread, found once for all values
    return [
        [
            field.get_db_prep_save(field.pre_save(row, row._state.adding), own)
            for field in fields
        ]
        for row in rows
    ]


@cache
def _insert(model: type[Model], vendor: str) -> tuple[str, tuple[Any, ...]]:
    every: Any = model._meta.concrete_fields
    fields = tuple(
        field
        for field in every
        if not (field.primary_key and field.get_internal_type().endswith("AutoField"))
    )
    names = ", ".join(_quoted(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    into = _quoted(model._meta.db_table)
    return f"INSERT INTO {into} ({names}) VALUES ({marks})", fields  # noqa: S608


@cache
def _update(
    model: type[Model], names: tuple[str, ...], vendor: str
) -> tuple[str, tuple[Any, ...]]:
    known: dict[str, Any] = {each.name: each for each in model._meta.concrete_fields}
    fields = tuple(known[name] for name in names)
    sets = ", ".join(f"{_quoted(each.column)} = %s" for each in fields)
    key: Any = model._meta.pk
    where = f"{_quoted(key.column)} = %s"
    table = _quoted(model._meta.db_table)
    return f"UPDATE {table} SET {sets} WHERE {where}", (*fields, key)  # noqa: S608


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
