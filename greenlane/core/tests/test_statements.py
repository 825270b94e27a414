"""Which statements pass outside the door, and which only look like reads."""

import pytest

from greenlane.core.statements import passes

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
