"""PostgreSQL: every table by COPY, in one transaction that sees one instant.

`pg_dump` is not asked: it is not on every machine that has Greenlane, refuses a server
newer than itself, and would be a second way that has to be tested too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from greenlane.backup.faults import NotFit
from greenlane.backup.snapshot import LEFT_OUT, Ask, Snapshot, heads, look

# Built by the migrations themselves, when it is restored.
_OWN = frozenset({"django_migrations"})
_COLUMNS = """
    SELECT c.table_name, c.column_name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
    AND c.is_generated = 'NEVER' ORDER BY c.table_name, c.ordinal_position
"""


def take(folder: Path) -> Snapshot:
    """Every table as it is at one instant, one file each in this folder."""
    line = connection.get_new_connection(connection.get_connection_params())
    with closing(line) as raw:
        raw.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        raw.read_only = True
        tables = _tables(_asking(raw))
        if "core_head" not in tables:
            raise NotFit("nothing-to-back-up")
        files = {}
        for name, columns in tables.items():
            path = files[f"tables/{name}.copy"] = folder / f"{name}.copy"
            _copy_out(raw, name, columns, path)
        return look(_asking(raw), files=files, tables=tables)


def _asking(raw: Any) -> Ask:
    def ask(text: str) -> Iterator[tuple[Any, ...]]:
        # By name: the rows stay with the server until they are read.
        with raw.cursor(name="backup") as cursor:
            cursor.itersize = 5000
            cursor.execute(text)
            yield from cursor

    return ask


def _tables(ask: Ask) -> dict[str, list[str]]:
    """Our tables in this schema, each with its columns as they lie."""
    ours = tuple(f"{each.label}_" for each in apps.get_app_configs())
    found: dict[str, list[str]] = {}
    for table, column in ask(_COLUMNS):
        if table.startswith((*ours, "django_")) and table not in LEFT_OUT | _OWN:
            found.setdefault(table, []).append(column)
    return found


def _copy_out(raw: Any, name: str, columns: list[str], path: Path) -> None:
    copying = _copying(name, columns, "TO STDOUT")
    with path.open("wb") as out, raw.cursor() as cursor, cursor.copy(copying) as rows:
        for block in rows:
            out.write(block)


def _copying(name: str, columns: list[str], way: str) -> sql.Composed:
    return sql.SQL("COPY {} ({}) " + way).format(
        sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )


def load(
    tables: Mapping[str, list[str]], folder: Path, *, applied: set[tuple[str, str]]
) -> list[list[Any]]:
    """Fill an empty database: to be called inside a transaction. Gives the heads.

    The tables are first built as they were when the backup was made.
    """
    _build(applied)
    with connection.cursor() as cursor:
        have = set(connection.introspection.table_names(cursor))
        if strange := sorted(set(tables) - have):
            raise NotFit("backup-edited", what=strange[0])
        for name in sorted(tables):
            cursor.execute(f'TRUNCATE "{name}" CASCADE')
        for name, columns in tables.items():
            with cursor.copy(_copying(name, columns, "FROM STDIN")) as rows:
                _copy_in(folder / f"{name}.copy", rows)
        # Now, and not at the end: what is missing is told here, by its name.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        return heads(lambda text: _rows(cursor, text))


def _build(applied: set[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    plan = [
        (migration, backwards)
        for migration, backwards in executor.migration_plan(graph.leaf_nodes())
        if (migration.app_label, migration.name) in applied
    ]
    executor.migrate(targets=[], plan=plan)


def _copy_in(path: Path, rows: Any) -> None:
    with path.open("rb") as file:
        while block := file.read(1024 * 1024):
            rows.write(block)


def _rows(cursor: Any, text: str) -> list[tuple[Any, ...]]:
    cursor.execute(text)
    return list(cursor.fetchall())


def count_on() -> None:
    """Numbers that the database gives go on behind the highest that is there."""
    models = apps.get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        for text in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(text)
