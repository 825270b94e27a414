"""Nothing is served from a database that forgets."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import translation

from greenlane.core import guard
from greenlane.server.database import UnsafeDatabase, refuse_unsafe

sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'")


@pytest.mark.django_db
def test_the_database_of_the_settings_is_trusted() -> None:
    refuse_unsafe()


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_wait_for_the_disk_is_refused() -> None:
    with guard.lifted(), connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
    try:
        refused = pytest.raises(UnsafeDatabase, match="synchronous is 1, not 2")
        with translation.override("en"), refused:
            refuse_unsafe()
    finally:
        with guard.lifted(), connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
