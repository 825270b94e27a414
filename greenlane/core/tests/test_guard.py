"""The write guard shuts every way to write that does not go through the door."""

import pytest
from django.db import connection, transaction
from django.forms import modelform_factory
from django.test.utils import CaptureQueriesContext
from psycopg import sql

from greenlane.core.guard import WriteOutsideTheDoor
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
