"""The tables are brought up to date: the one write that no command makes."""

from __future__ import annotations

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from greenlane.cli.saying import Wrong
from greenlane.core import guard, queue


def pending() -> list[str]:
    """Names of the migrations that this database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]


def migrate() -> None:
    """Apply what is pending, under the guard's lift. Raises Wrong."""
    try:
        with queue.turn(), guard.lifted():
            if pending():
                call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise Wrong(str(error)) from error
