"""The write guard shuts every way to write that does not go through the door."""

import pytest
from django.db import connection, transaction
from django.forms import modelform_factory
from django.test.utils import CaptureQueriesContext
from psycopg import sql

from greenlane.core.guard import WriteOutsideTheDoor, passes
from greenlane.core.models import Cursor, Head
from greenlane.network.models import Device
from greenlane.places.models import Site
from greenlane.work.models import Order

NEW = {"code": "X", "name_zh": "X"}


def execute(statement, params=None):
    def way(cast):
        with connection.cursor() as cursor:
            cursor.execute(statement, params)

    return way


def executemany(cast):
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE places_site SET name_zh=%s", [["X"]])


def while_counting(cast):
    """Counting queries hands out another kind of cursor."""
    with CaptureQueriesContext(connection):
        Site.objects.update(name_zh="X")


def in_a_transaction(cast):
    with transaction.atomic():
        cast.site.save()


def by_a_page_of_the_admin(cast):
    """The admin saves through a form of the model."""
    form = modelform_factory(Site, fields=["name_zh"])(
        {"name_zh": "X"}, instance=cast.site
    )
    assert form.is_valid()
    form.save()


def of_an_order(cast):
    return Order(pk="00000000-0000-7000-8000-000000000000", unit=cast.unit).points


WAYS = {
    "create": lambda c: Site.objects.create(unit=c.unit, **NEW),
    "save": lambda c: c.site.save(),
    "save of some fields": lambda c: c.site.save(update_fields=["name_zh"]),
    "delete": lambda c: c.source.delete(),
    "update": lambda c: Site.objects.update(name_zh="X"),
    "bulk_create": lambda c: Site.objects.bulk_create([Site(unit=c.unit, **NEW)]),
    "bulk_create past conflicts": lambda c: Site.objects.bulk_create(
        [Site(unit=c.unit, **NEW)], ignore_conflicts=True
    ),
    "bulk_create over conflicts": lambda c: Site.objects.bulk_create(
        [Site(unit=c.unit, **NEW)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["name_zh"],
    ),
    "bulk_update": lambda c: Site.objects.bulk_update([c.site], ["name_zh"]),
    "get_or_create": lambda c: Site.objects.get_or_create(
        unit=c.unit, code="Y", defaults={"name_zh": "Y"}
    ),
    "update_or_create": lambda c: Site.objects.update_or_create(
        unit=c.unit, code="GZF", defaults={"name_zh": "Y"}
    ),
    "update_or_create of a new one": lambda c: Site.objects.update_or_create(
        unit=c.unit, code="Z", defaults={"name_zh": "Y"}
    ),
    "queryset delete": lambda c: Device.objects.all().delete(),
    "raw delete": lambda c: Device.objects.all()._raw_delete("default"),
    "related add": lambda c: c.unit.children.add(c.foreign, bulk=False),
    "related update": lambda c: c.site.points.update(name_zh="X"),
    "many to many add": lambda c: of_an_order(c).add(c.block1),
    "many to many set": lambda c: of_an_order(c).set([c.block1]),
    "the journal": lambda c: Head.objects.update(seq=99),
    "raw query": lambda c: list(
        Site.objects.raw("DELETE FROM places_site RETURNING *")
    ),
    "executemany": executemany,
    "counted": while_counting,
    "in a transaction": in_a_transaction,
    "admin": by_a_page_of_the_admin,
    "update by hand": execute("UPDATE places_site SET name_zh='X'"),
    "bytes": execute(b"DELETE FROM places_site"),
    "composed": execute(
        sql.SQL("DELETE FROM {}").format(sql.Identifier("places_site"))
    ),
    "with update": execute("WITH a AS (SELECT 1) UPDATE places_site SET name_zh='X'"),
    "comment led": execute("/* SELECT */ DELETE FROM places_site"),
    "two statements": execute("SELECT 1; DELETE FROM places_site"),
    "truncate": execute("TRUNCATE places_site"),
    "drop": execute("DROP TABLE places_site"),
    "foreign keys off": execute("PRAGMA foreign_keys=OFF"),
    "triggers off": execute("SET session_replication_role = replica"),
    "sequence": execute("SELECT setval('core_event_id_seq', 1)"),
    "lock": execute("SELECT pg_advisory_lock(1)"),
    "block": execute("DO $$ BEGIN DELETE FROM places_site; END $$"),
    "copy": lambda c: connection.cursor().copy("COPY places_site FROM STDIN"),
    "script": lambda c: connection.cursor().executescript("DELETE FROM places_site"),
    "stream": lambda c: connection.cursor().stream("DELETE FROM places_site"),
    "procedure": lambda c: connection.cursor().callproc("lo_create", [0]),
    "the driver's connection": lambda c: connection.cursor().connection.commit(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_write_outside_the_door_is_refused(cast, way):
    before = list(Site.objects.values())
    with pytest.raises(WriteOutsideTheDoor), transaction.atomic():
        WAYS[way](cast)
    assert list(Site.objects.values()) == before


READS = [
    'SELECT "a"."update" FROM "a"',
    "SELECT 1 FROM x FOR UPDATE",
    'SELECT 1 FROM "x" FOR NO KEY UPDATE OF "x"',
    "SELECT 1 FROM x FOR UPDATE SKIP LOCKED;",
    '(SELECT COUNT(*) FROM "a") UNION (SELECT 2)',
    'SELECT 1 WHERE EXISTS(SELECT 1 FROM "a" WHERE "b" IN (%s, %s)) AND (NOT (1=2))',
    'SELECT CAST("a" AS NUMERIC(9, 2)), COALESCE("b", 1), django_date_trunc(%s, "c")',
    "SELECT 'DELETE; DROP -- $$ /* '",
    "SELECT 'it''s; DELETE'",
    "EXPLAIN QUERY PLAN SELECT 1",
    "EXPLAIN (ANALYZE, BUFFERS) SELECT 1",
    'SAVEPOINT "s1"',
    'RELEASE SAVEPOINT "s1"',
    "BEGIN IMMEDIATE",
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "PRAGMA foreign_keys",
    'PRAGMA table_info("places_site")',
    "SHOW server_version",
]
FREE = [
    'INSERT INTO "django_session" ("a") VALUES (%s)',
    'INSERT INTO "core_cursor" ("a") VALUES (%s) RETURNING "core_cursor"."id"',
    'INSERT OR IGNORE INTO "core_blob" ("a") VALUES (%s)',
    'INSERT INTO "core_blob" ("a") VALUES (%s) ON CONFLICT DO NOTHING',
    'UPDATE "core_cursor" SET "a" = %s WHERE ("id" = %s AND "b" IN (%s))',
    'DELETE FROM "django_session" WHERE "a" IN (SELECT 1)',
]


@pytest.mark.parametrize("statement", [*READS, *FREE])
def test_reads_and_free_tables_pass(statement):
    assert passes(statement)


DISGUISED = [
    "SELECT * INTO x FROM y",
    "SELECT * FROM (DELETE FROM x RETURNING *) a",
    "WITH a AS (DELETE FROM x RETURNING *) SELECT * FROM a",
    "EXPLAIN ANALYZE DELETE FROM x",
    "EXPLAIN (ANALYZE) UPDATE x SET a=1",
    "EXPLAIN ANALYZE CREATE TABLE y AS SELECT 1",
    "EXPLAIN ANALYZE EXECUTE plan(SELECT 1)",
    'INSERT INTO "django_session" VALUES (1); DELETE FROM x',
    "INSERT INTO django_session_2 VALUES (1)",
    "INSERT INTO core_cursor.other VALUES (1)",
    "INSERT INTO django_session WITH a AS (DELETE FROM x RETURNING *) SELECT 1",
    "INSERT INTO django_session SELECT nextval('core_event_id_seq')",
    "UPDATE core_cursor SET seq = setval('core_event_id_seq', 1)",
    "DELETE FROM core_cursor WHERE lo_unlink(1) = 1",
    "INSERT OR REPLACE INTO core_receipt VALUES (1)",
    "REPLACE INTO core_receipt VALUES (1)",
    "SET x = 1; DELETE FROM y",
    "SET session_replication_role = replica",
    "SET standard_conforming_strings = off",
    "SET default_transaction_read_only = off",
    "RESET ALL",
    "SELECT set_config('session_replication_role', 'replica', false)",
    "SELECT nextval('core_event_id_seq')",
    "SELECT pg_catalog.setval('core_event_id_seq', 1)",
    "SELECT pg_catalog . setval ('core_event_id_seq', 1)",
    'SELECT "setval"(1, 2)',
    'SELECT "pg_catalog"."lo_import"(1)',
    "SELECT setval\n('core_event_id_seq', 1)",
    "SELECT pg_advisory_xact_lock(1)",
    "SELECT pg_terminate_backend(1)",
    "SELECT lo_export(1, 'x')",
    "SELECT dblink_exec('', 'DELETE')",
    "SELECT pg_notify('a', 'b')",
    "SELECT load_extension('x')",
    "SELECT my_own_function()",
    "SELECT E'\\'; DELETE FROM x; --'",
    "SELECT e'\\', setval(1, 2), '",
    "SELECT $$'$$, setval(1, 2)",
    "SELECT $a$ $a$",
    "SELECT ';",
    'SELECT "; DELETE FROM x',
    "SELECT 1 -- ' \n; DELETE FROM x -- '",
    "SELECT 1 /* ' */; DELETE FROM x /* ' */",
    "SELECT set/**/val(1, 2)",
    "SELECT `a`",
    "SELECT \x01, \x02",
    "SELECT 'a\x00b'",
    "PRAGMA foreign_keys=OFF",
    "PRAGMA foreign_keys = 0",
    "PRAGMA foreign_keys(0)",
    "PRAGMA main.synchronous(0)",
    "PRAGMA writable_schema",
    "PRAGMA wal_checkpoint",
    "ATTACH 'x' AS y",
    "DETACH y",
    "VACUUM",
    "VACUUM INTO 'x'",
    "ANALYZE",
    "REINDEX",
    "COPY x FROM STDIN",
    "COPY (SELECT 1) TO PROGRAM 'x'",
    "CALL f()",
    "DO $$ BEGIN END $$",
    "LISTEN x",
    "LOCK TABLE x",
    "PREPARE a AS DELETE FROM x",
    "EXECUTE a",
    "COMMIT PREPARED 'x'",
    "DECLARE a CURSOR WITH HOLD FOR SELECT setval(1, 2)",
    "SECURITY LABEL ON x IS 'y'",
    "TABLE x",
    "VALUES (1)",
    "",
]


@pytest.mark.parametrize("statement", DISGUISED)
def test_writes_in_disguise_do_not(statement):
    assert not passes(statement)
    assert not passes(statement.lower()) or not statement
    assert not passes(f"\n\t {statement} ;")


def test_what_the_house_itself_writes_beside_the_door_passes(cast):
    cursor, _new = Cursor.objects.get_or_create(reader="a", unit=cast.unit)
    Cursor.objects.filter(pk=cursor.pk, holder__in=["", "x"]).update(seq=1)
    Cursor.objects.filter(pk=cursor.pk).delete()


@pytest.mark.parametrize(
    "read",
    [
        lambda c: Site.objects.filter(unit=c.unit).count(),
        lambda c: list(Site.objects.filter(code="X").union(Site.objects.all())),
        lambda c: list(Order.objects.dates("requested_at", "month")),
        lambda c: Site.objects.explain(),
        lambda c: list(Site.objects.iterator(chunk_size=1)),
        lambda c: connection.introspection.table_names(),
        lambda c: connection.check_constraints(),
    ],
)
def test_what_django_reads_passes(cast, read):
    read(cast)
