"""Fixtures for every test: the guard stands as in production, the cast is on stage."""

from __future__ import annotations

import gc
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings

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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Two workers would read these settings before this file and share one folder.

    Then the line of writers of the one would stand still behind that of the other.
    """
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


# They take longest and begin first, so that no worker waits for another at the end.
LONG = (
    "test_in_a_browser",
    "test_story_by_pages",
    "test_power_cut",
    "test_restore_drill",
    "test_replayed_power_cut",
    "test_backup",
    "test_the_five_hours",
    "test_main",
    "test_bad_posts",
    "test_schemathesis",
    "test_collisions",
)


# They touch no database, or one of their own that is always SQLite, so `make test` runs
# them in its first pass only. Of a file those are meant that ask for no fixture of it.
PURE = (
    "test_after_the_light",
    "test_any_story",
    "test_archive",
    "test_blobs",
    "test_body",
    "test_calendar",
    "test_cases",
    "test_cert",
    "test_docs",
    "test_figures",
    "test_follower",
    "test_gate_properties",
    "test_glossary",
    "test_grams",
    "test_in_order",
    "test_listed",
    "test_lists",
    "test_load",
    "test_main",
    "test_merkle",
    "test_messages",
    "test_packs",
    "test_picture",
    "test_refusal_texts",
    "test_register",
    "test_roster",
    "test_rule_pack_figures",
    "test_sealing",
    "test_secret",
    "test_secrets_given",
    "test_sentence",
    "test_serving",
    "test_shape",
    "test_sheets",
    "test_statements",
    "test_supply",
    "test_the_nine_properties",
    "test_vendor",
    "test_webhooks",
    "test_wheel",
    "test_whose_gap",
)


# Pages and the terminal: what they ask and command is tested on both databases in the
# rooms themselves. `make test` runs these in its first pass, `make soak` in both.
SHOWN = {"board", "desk", "cli", "drills", "server"}
BOTH = ("test_doctor",)
# Long walks over every address, pack, form and file: what they find hardly hangs on the
# database, and each command and gate behind them is tried on both in its own room.
WALKS = (
    "test_a_company_is_set_up",
    "test_access",
    "test_backup",
    "test_bad_input",
    "test_certified_now",
    "test_foreign_units",
    "test_gate_faults",
    "test_no_pack_opens_a_gate",
    "test_other_countries",
    "test_pack_bounds",
    "test_restrictions",
    "test_schemathesis",
    "test_ten_actuals",
    "test_the_hospital",
    "test_the_live_tee",
    "test_the_transfer",
    "test_times",
)
# Where a test is asked of many cases, the first few show that both databases answer
# alike. Where the cases are races, each is a pair of locks of its own.
FEW_CASES = 2
EVERY_CASE = ("test_collisions",)


def _is_shown(path: Path) -> bool:
    room = path.parent.parent.name if path.parent.name == "tests" else ""
    return path.stem in WALKS or (room in SHOWN and path.stem not in BOTH)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda each: each.path.stem not in LONG)
    cases: Counter[str] = Counter()
    for item in items:
        asked = item.nodeid.partition("[")[0]
        cases[asked] += 1
        many = cases[asked] > FEW_CASES and item.path.stem not in EVERY_CASE
        fixtures = getattr(item, "fixturenames", ())
        reads = "db" in fixtures or item.get_closest_marker("django_db")
        plain = item.path.stem in PURE or "planning" in item.path.parts
        if many or _is_shown(item.path) or (plain and not reads):
            item.add_marker("pure")


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
