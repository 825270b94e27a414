"""Fixtures for every test: the guard stands as in production, the cast is on stage."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from typing import Any

import django
import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as drawing

from tests.sorting import in_turn

# Before Django reads its settings. They are named here and not in pyproject.toml: from
# there they would be read before this file, and every test would run on SQLite.
if "GREENLANE_DATA" not in os.environ:
    os.environ["GREENLANE_DATA"] = tempfile.mkdtemp(prefix="greenlane-test-")
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["GREENLANE_DATA"] = f"{os.environ['GREENLANE_DATA']}/{worker}"
if url := os.environ.get("DATABASE_URL_TEST"):
    os.environ["DATABASE_URL"] = url
os.environ["DJANGO_SETTINGS_MODULE"] = "greenlane.settings"
django.setup()  # at once: the conftest.py of a room named on the line comes next
# Tests roll back, and the heads of the journals go back with them (core/kept.py). Where
# the house is served by a process of its own, that one keeps as it always does.
settings.KEEPS_READS = False
# How long it takes to draw an example says how busy the machine is.
drawing.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
drawing.load_profile("house")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Two workers would read these settings before this file and share one folder.

    Then the line of writers of the one would stand still behind that of the other.
    """
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    in_turn(items)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Tables come straight from the models; test_migrations.py shows they are alike."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The tables say that every migration was applied, as those of a house do."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.recorder import MigrationRecorder

    from greenlane.core import guard

    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock(), guard.lifted():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationExecutor(connection).loader.disk_migrations:
            recorder.record_applied(app, name)


@pytest.fixture(autouse=True, scope="session")
def _building_tables_is_allowed() -> Iterator[None]:
    """Migrations and flushes write without a command; nothing else in a test does."""
    from django.core.management.commands import flush, migrate
    from django.db.backends.base.creation import BaseDatabaseCreation
    from django.test.utils import override_settings

    from greenlane.core import guard

    flush.Command.handle = _empty_what_is_full
    building = BaseDatabaseCreation
    for owner, name in (
        (flush.Command, "handle"),
        (migrate.Command, "handle"),
        (building, "create_test_db"),
        (building, "destroy_test_db"),
    ):
        plain = getattr(owner, name)

        def lifted(self: Any, *args: Any, _plain: Any = plain, **options: Any) -> Any:
            with guard.lifted():
                return _plain(self, *args, **options)

        setattr(owner, name, lifted)
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]
    ):
        yield


def _empty_what_is_full(*_: Any, **options: Any) -> None:
    """After a test that committed. Django would empty every table, hundred and more.

    That takes seconds on PostgreSQL. What `migrate` wrote stays: it is of the code.
    """
    from django.db import connections, transaction

    connection = connections[options["database"]]
    kept = {"django_content_type", "auth_permission"}
    tables = connection.introspection.django_table_names(only_existing=True)
    quoted = [connection.ops.quote_name(each) for each in tables if each not in kept]
    asked = " UNION ALL ".join(
        f"SELECT {place} WHERE EXISTS (SELECT 1 FROM {table})"
        for place, table in enumerate(quoted)
    )
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(asked)
        for (place,) in cursor.fetchall():  # keys are looked at when all are empty
            cursor.execute(f"DELETE FROM {quoted[place]}")


@pytest.fixture(autouse=True)
def _a_page_leaves_no_language_behind() -> Iterator[None]:
    """Every test begins in the language of the house, whatever was read before it."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture
def cast(db: None) -> Iterator[Any]:
    """The unit of Biyang with its people, a site and a device; and a foreign unit."""
    from tests import replay
    from tests.cast import Cast

    cast = Cast.build()
    with replay.watched():
        yield cast


@pytest.fixture
def live_cast(transactional_db: None) -> Any:
    """The same, with real commits: for threads and for reading from outside."""
    from tests.cast import Cast

    return Cast.build()
