"""The write guard shuts every way to write that does not go through the door."""

import pytest
from django.db import connection

from greenlane.core.guard import WriteOutsideTheDoor, passes
from greenlane.network.models import Device
from greenlane.places.models import Site

WAYS = {
    "create": lambda c: Site.objects.create(unit=c.unit, code="X", name_zh="X"),
    "save": lambda c: c.site.save(),
    "delete": lambda c: c.source.delete(),
    "update": lambda c: Site.objects.update(name_zh="X"),
    "bulk_create": lambda c: Site.objects.bulk_create(
        [Site(unit=c.unit, code="X", name_zh="X")]
    ),
    "bulk_update": lambda c: Site.objects.bulk_update([c.site], ["name_zh"]),
    "get_or_create": lambda c: Site.objects.get_or_create(
        unit=c.unit, code="Y", defaults={"name_zh": "Y"}
    ),
    "update_or_create": lambda c: Site.objects.update_or_create(
        unit=c.unit, code="GZF", defaults={"name_zh": "Y"}
    ),
    "queryset delete": lambda c: Device.objects.all().delete(),
    "raw": lambda c: connection.cursor().execute("UPDATE places_site SET name_zh='X'"),
    "executemany": lambda c: connection.cursor().executemany(
        "UPDATE places_site SET name_zh=%s", [["X"]]
    ),
    "with update": lambda c: connection.cursor().execute(
        "WITH a AS (SELECT 1) UPDATE places_site SET name_zh='X'"
    ),
    "comment led": lambda c: connection.cursor().execute(
        "/* SELECT */ DELETE FROM places_site"
    ),
    "two statements": lambda c: connection.cursor().execute(
        "SELECT 1; DELETE FROM places_site"
    ),
    "truncate": lambda c: connection.cursor().execute("TRUNCATE places_site"),
    "drop": lambda c: connection.cursor().execute("DROP TABLE places_site"),
    "many to many": lambda c: c.accounts and _add_to_order(c),
}


def _add_to_order(cast):
    from greenlane.work.models import Order

    Order(pk="00000000-0000-7000-8000-000000000000", unit=cast.unit).points.add(
        cast.block1
    )


@pytest.mark.parametrize("way", WAYS)
def test_a_write_outside_the_door_is_refused(cast, way):
    with pytest.raises(WriteOutsideTheDoor):
        WAYS[way](cast)


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "a"."update" FROM "a"',
        "SELECT 1 FROM x FOR UPDATE",
        "SAVEPOINT a",
        "SELECT 'DELETE; DROP'",
        'INSERT INTO "django_session" ("a") VALUES (1)',
    ],
)
def test_reads_and_free_tables_pass(sql):
    assert passes(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * INTO x FROM y",
        "EXPLAIN ANALYZE DELETE FROM x",
        'INSERT INTO "django_session" VALUES (1); DELETE FROM x',
        "INSERT INTO django_session_2 VALUES (1)",
        "WITH a AS (DELETE FROM x RETURNING *) SELECT * FROM a",
        "SET x = 1; DELETE FROM y",
        "VACUUM",
        "COPY x FROM STDIN",
        "CALL f()",
    ],
)
def test_writes_in_disguise_do_not(sql):
    assert not passes(sql)
