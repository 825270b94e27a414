"""A city with years behind it: the demo city, and as many past orders as are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import count, islice
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.db.models import Model

from greenlane.core import clock, guard
from greenlane.core.grams import grams
from greenlane.core.models import Account, Grant, SearchGram, Unit
from greenlane.drills import county
from greenlane.places.models import Site, SupplyPoint
from greenlane.work.models import (
    Assignment,
    Order,
    OrderEnd,
    Stint,
    Task,
)
from greenlane.workforce.models import Person
from tests.soak.million import as_sqlite

PASSWORD = "a password for the bench"
BUSY = 100  # number of the site
SITES_A_UNIT, TASKS, AT_WORK, BLOCK = 40, 8, 3, 5000
STREETS = ("花园路", "文化路", "人民路", "健康路", "东风大道", "工业路", "铁路北街")
KINDS = ("隔离点", "核酸检测点", "方舱医院", "防汛安置点", "卫生院", "物资仓库")
_numbers = count(1)


def city() -> list[Account]:
    """The demo city; and of each county one who is on duty there."""
    with county.printed_passwords(), guard.lifted():
        county.build()
        return [_on_duty(unit) for unit in Unit.objects.order_by("pk")]


def _on_duty(unit: Unit) -> Account:
    made = Account.objects.create(
        unit=unit,
        username=f"duty-{unit.code}",
        name="值班员",
        password=make_password(PASSWORD),
    )
    Person.objects.create(unit=unit, account=made, name_zh="值班员", name_en="On duty")
    for role in ("duty_officer", "dispatcher", "commander"):
        Grant.objects.create(account=made, unit=unit, role=role, granted_at=clock.now())
    return made


def grow(much: int, *, ended: bool = True) -> None:
    """So many orders more, spread over the counties, years ago or lately."""
    with guard.lifted():
        places = _places()
        told = _orders(places, much, ended=ended)
        while block := list(islice(told, BLOCK)):
            with transaction.atomic():
                for model, columns in TABLES.items():
                    rows = [row for each in block for row in each.get(model, ())]
                    if model is SearchGram:  # near each other where the index has them
                        rows.sort(key=lambda row: row[1])
                    insert(model._meta.db_table, columns, rows)
                _throughs([each["points"] for each in block])
        # SQLite is not to count its columns: it would take a column of nothing but NULL
        # for one that tells nothing apart, and never look into its index again.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")


def _places() -> list[tuple[Unit, Site, SupplyPoint, Person]]:
    """A few dozen sites of every county, with one point each."""
    found = []
    for unit in Unit.objects.select_related("pack").order_by("pk"):
        person = Person.objects.get(unit=unit, account__username=f"duty-{unit.code}")
        for n in range(SITES_A_UNIT):
            code = f"M-{unit.code}-{n}"
            name = f"{STREETS[n % 7]}{n // 7 + 1}号{KINDS[n % 6]}"
            site, _new = Site.objects.get_or_create(
                unit=unit, code=code, defaults={"name_zh": name, "address": name}
            )
            point, _new = SupplyPoint.objects.get_or_create(
                unit=unit, site=site, name_zh="低压总箱"
            )
            found.append((unit, site, point, person))
    return found


TABLES: dict[type[Model], list[str]] = {}


def _columns(model: type[Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


def _told(row: Model) -> tuple[Any, ...]:
    """What stands in the columns of a row that was never saved."""
    return tuple(
        field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in row._meta.concrete_fields
    )


Told = dict[Any, list[tuple[Any, ...]]]


def _orders(places: Any, much: int, *, ended: bool) -> Iterator[Told]:
    pattern = list(Task.objects.filter(order=county.first_order()).order_by("place"))
    kinds = _pattern(pattern, ended=ended)
    now = clock.wall()
    for n in range(much):
        # One site is busier than all others: already few orders fill a page of it.
        unit, site, point, person = places[BUSY if n % 10 == 0 else n * 7 % len(places)]
        # The newest key is the newest order; those that go on are all of today.
        back = timedelta(minutes=30 * (much - n) if ended else much - n)
        at = now - back - (timedelta(days=1) if ended else timedelta())
        yield _order(unit, site, point, person, at, kinds, ended=ended)


def _pattern(tasks: Sequence[Task], *, ended: bool) -> list[Task]:
    """Past orders keep a few of their tasks; enough to read, and to fill tables."""
    return list(tasks[:: max(1, len(tasks) // TASKS)] if ended else tasks)


def _key(at: datetime) -> UUID:
    """Sorts by the time of the order, like any key of the house."""
    n = next(_numbers)
    millis = int(at.timestamp() * 1000)
    return UUID(int=millis << 80 | 7 << 76 | 2 << 62 | n)


def _order(
    unit: Unit,
    site: Site,
    point: SupplyPoint,
    person: Person,
    at: datetime,
    pattern: list[Task],
    *,
    ended: bool,
) -> Told:
    key = _key(at)
    number = f"{unit.code}-{at:%y%m%d}-{key.int & 0xFFFFFF}"
    order = Order(
        id=key, unit=unit, number=number, mission="connection", site=site,
        requested_at=at, need_at=at + timedelta(hours=6), channel="green",
        priority=key.int % 5 + 1, pack=unit.pack, taken_at=at, taken_by=person,
        ended=ended,
    )  # fmt: skip
    told: Told = {Order: [_told(order)], "points": [(key, point.pk)]}
    for n, like in enumerate(pattern):
        _task(told, order, like, at + timedelta(minutes=20 * n), person, n, ended)
    if ended:
        end = OrderEnd(
            id=_key(at), unit=unit, order=order, kind="closed",
            at=at + timedelta(hours=5),
        )  # fmt: skip
        told[OrderEnd] = [_told(end)]
    pieces = grams(number) | _pieces(
        site.name_zh, site.address, site.code, point.name_zh
    )
    told[SearchGram] = [(unit.pk, gram, "order", key) for gram in sorted(pieces)]
    return told


@cache
def _pieces(*texts: str) -> frozenset[str]:
    return frozenset().union(*map(grams, texts))


def _task(
    told: Told, order: Order, like: Task, at: datetime, who: Person, n: int, ended: bool
) -> None:
    values = {f.attname: getattr(like, f.attname) for f in like._meta.concrete_fields}
    done = ended or n < AT_WORK
    values |= {
        "id": _key(at), "unit_id": order.unit_id, "order_id": order.pk,
        "finished_at": at + timedelta(minutes=15) if done else None,
        "dropped_at": None, "recorded_seq": 1,
    }  # fmt: skip
    task = Task(**values)
    told.setdefault(Task, []).append(_told(task))
    if n >= AT_WORK:
        return
    when = {"happened_at": at, "recorded_at": at, "recorded_seq": 1, "ended_seq": 1}
    over = {**when, "ended_at": at + timedelta(minutes=15), "end_recorded_at": at}
    stint = Stint(
        id=_key(at), unit_id=order.unit_id, task=task, leader=who, field=False, **over
    )
    given = Assignment(
        id=_key(at), unit_id=order.unit_id, task=task, person=who, role="leader", **over
    )
    told.setdefault(Stint, []).append(_told(stint))
    told.setdefault(Assignment, []).append(_told(given))


TABLES |= {
    model: _columns(model) for model in (Order, Task, Assignment, Stint, OrderEnd)
}
TABLES[SearchGram] = ["unit_id", "gram", "kind", "subject"]


def _throughs(points: list[list[tuple[Any, ...]]]) -> None:
    table = Order.points.through._meta.db_table
    rows = [row for some in points for row in some]
    insert(table, ["order_id", "supplypoint_id"], rows)


def insert(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Many rows at once, as fast as the database takes them."""
    names = ", ".join(f'"{each}"' for each in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        plain = [tuple(map(as_sqlite, row)) for row in rows]
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', plain)
