"""The migrations say the same as the models, and build the same tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from greenlane.core import guard

OTHER = "migrated"
HOUSE = "greenlane."
MANY = 40


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_the_migrations_build_the_tables_that_the_tests_run_on(
    django_db_setup: None, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), migrated() as other:
        built, used = tables(other), tables(connection)
    assert built == used
    assert len(built) > MANY


@contextmanager
def migrated() -> Iterator[BaseDatabaseWrapper]:
    """A second database beside that of the test, built by the migrations alone."""
    asked = connections.settings[DEFAULT_DB_ALIAS]
    name = f"{asked['NAME']}_{OTHER}"
    test = {**asked["TEST"], "NAME": name}
    connections.settings[OTHER] = {**asked, "NAME": name, "TEST": test}
    other = connections[OTHER]
    other.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield other
    finally:
        other.creation.destroy_test_db(name, verbosity=0)
        other.close()
        del connections[OTHER], connections.settings[OTHER]


def tables(of: BaseDatabaseWrapper) -> dict[str, Any]:
    """Per table of ours: its columns as (name, type, may be null, size), its rules."""
    rooms = [each for each in apps.get_app_configs() if each.name.startswith(HOUSE)]
    ours = {model._meta.db_table for room in rooms for model in room.get_models()}
    found = {}
    with guard.lifted(), of.cursor() as cursor:  # it asks the catalogue in its own way
        inspect = of.introspection
        for table in ours & set(inspect.table_names(cursor)):
            columns = inspect.get_table_description(cursor, table)
            rules = inspect.get_constraints(cursor, table)
            found[table] = (
                sorted(
                    (each.name, each.type_code, each.null_ok, each.display_size)
                    for each in columns
                ),
                sorted(_rule(each) for each in rules.values()),
            )
    return found


def _rule(said: dict[str, Any]) -> str:
    """Not by its name: Django's hash in it differs with how it was made."""
    kinds = ("columns", "primary_key", "unique", "foreign_key", "check", "index")
    return repr([said[each] for each in kinds])
