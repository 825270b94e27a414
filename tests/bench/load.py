"""Sixteen people at once over HTTP, in a city with 100,000 orders behind it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from random import Random
from typing import Any

from django.db.models import Count

from greenlane.core.models import Account
from greenlane.places.models import Site
from greenlane.work.models import Order
from tests.bench import many
from tests.bench.crowd import Person, log_in, quoted
from tests.bench.timing import spread
from tests.serving import House, house

FEW, MANY, OPEN = 1_000, 100_000, 200
CONNECTIONS, SECONDS, WARM = 16, 8.0, 1.0
ONE_AFTER_ANOTHER = 15
CHANGES_A_SECOND = 5
# The best of three trackers, each second: of 50 a list, one read, changed, made.
BEST = {"list": 56, "read": 68, "change": 71, "create": 58}
WORKERS = ("--workers", "2")


def measured() -> dict[str, str]:
    """Title and figure, in the order of the page."""
    people = many.city()
    many.grow(OPEN, ended=False)
    many.grow(FEW)
    few = _one_after_another(people)
    many.grow(MANY - FEW)
    lots = _one_after_another(people)
    return {**_growth(few, lots), **_together(people)}


def _paths() -> dict[str, str]:
    site = (
        Site.objects.filter(code__startswith="M-")
        .annotate(many=Count("orders"))
        .order_by("-many")[0]
    )
    old = Order.objects.filter(ended=True).order_by("id")[FEW // 2]
    return {
        "open orders": "/api/v1/orders",
        "ended orders": "/api/v1/orders?ended=yes",
        "ended orders, far down": f"/api/v1/orders?ended=yes&after={old.pk}",
        "search, in all of them": "/api/v1/orders?ended=all&q=隔离点",
        "search, in few of them": "/api/v1/orders?ended=all&q=东风大道5号",
        "search, one number": f"/api/v1/orders?ended=all&q={old.number}",
        "orders of a site, page": f"/?ended=all&site={site.pk}",
        "open orders, page": "/",
    }


def _one_after_another(people: list[Account]) -> dict[str, float]:
    """Milliseconds of each list for the city, median; nothing is kept."""
    found = {}
    with house(*WORKERS, GREENLANE_KEEPS_READS="0") as open_house:
        one = log_in(open_house, people[0])
        for title, path in _paths().items():
            told = []
            for _n in range(ONE_AFTER_ANOTHER):
                began = time.perf_counter()
                status, _body = one.ask("GET", quoted(path))
                told.append((time.perf_counter() - began) * 1000)
                assert status == 200, (path, status)
            found[title] = sorted(told)[len(told) // 2]
    return found


def _growth(few: dict[str, float], lots: dict[str, float]) -> dict[str, str]:
    return {
        f"{title}: {FEW:,} orders, {MANY:,} orders, times": (
            f"{few[title]:.0f} ms, {lots[title]:.0f} ms, {lots[title] / few[title]:.1f}"
        )
        for title in few
    }


def _together(people: list[Account]) -> dict[str, str]:
    found: dict[str, str] = {}
    with house(*WORKERS) as open_house:
        crowd = [
            log_in(open_house, account)
            for account, _n in zip(cycle(people), range(CONNECTIONS), strict=False)
        ]
        for title, best, deed in _deeds(people):
            found |= _said(title, best, *_run(crowd, deed))
        with _somebody_changes(open_house, people[1]):
            title = f"list of 50, JSON, with {CHANGES_A_SECOND} changes/s"
            found |= _said(title, BEST["list"], *_run(crowd, _reads("/api/v1/orders")))
    return found


Deed = Callable[[Person, Random], int]


def _deeds(people: list[Account]) -> Iterator[tuple[str, int, Deed]]:
    units = {account.unit_id for account in people}
    every = _by_unit(Order.objects.all(), "number", units)
    open_ones = _by_unit(Order.objects.going_on(), "number", units)
    ours = _by_unit(Order.objects.going_on(), "pk", units)
    sites = _by_unit(Site.objects.filter(code__startswith="M-"), "pk", units)
    yield "list of 50, JSON", BEST["list"], _reads("/api/v1/orders")
    yield "list of 40, page", BEST["list"], _reads("/")
    one = f"read one of {MANY:,}, JSON"
    yield one, BEST["read"], _reads_one("/api/v1/orders/", every)
    yield (
        "read an open one, JSON",
        BEST["read"],
        _reads_one("/api/v1/orders/", open_ones),
    )
    yield "read an open one, page", BEST["read"], _reads_one("/orders/", open_ones)
    yield "change one", BEST["change"], lambda who, dice: _change(who, dice, ours)
    yield "create one", BEST["create"], lambda who, dice: _create(who, dice, sites)


ByUnit = dict[int, list[Any]]
_last: dict[str, int] = {}


def _change(who: Person, dice: Random, orders: ByUnit) -> int:
    """Another priority than before; what two change at once is asked again."""
    order, status = str(dice.choice(orders[who.unit])), 409
    while status == 409:
        _last[order] = _last.get(order, 0) % 5 + 1
        told = {"order": order, "priority": _last[order]}
        status = who.do("work.reprioritise", **told, reason="bench")
    return status


def _create(who: Person, dice: Random, sites: ByUnit) -> int:
    told = {"site": str(dice.choice(sites[who.unit])), "although_open": True}
    return who.do("connections.request", **told, authority="bench")


def _reads_one(where: str, numbers: ByUnit) -> Deed:
    return lambda who, dice: who.ask("GET", where + dice.choice(numbers[who.unit]))[0]


def _reads(path: str) -> Deed:
    return lambda who, _dice: who.ask("GET", path)[0]


def _by_unit(rows: Any, field: str, units: set[int]) -> dict[int, list[Any]]:
    return {
        unit: list(rows.filter(unit=unit).values_list(field, flat=True))
        for unit in units
    }


def _run(crowd: list[Person], deed: Deed) -> tuple[float, list[float]]:
    """(how many a second, seconds of each), by all of them together."""
    begins = time.perf_counter() + WARM
    ends = begins + SECONDS
    times: list[list[float]] = [[] for _each in crowd]
    wrong: list[int] = []

    def work(who: Person, own: list[float], dice: Random) -> None:
        while (began := time.perf_counter()) < ends:
            status = deed(who, dice)
            if status not in {200, 201}:
                wrong.append(status)
            if began >= begins:
                own.append(time.perf_counter() - began)

    threads = [
        threading.Thread(target=work, args=(who, own, Random(n)))
        for n, (who, own) in enumerate(zip(crowd, times, strict=True))
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not wrong, (deed, wrong[:5])
    told = [each for own in times for each in own]
    return len(told) / SECONDS, told


def _said(title: str, best: int, rate: float, told: list[float]) -> dict[str, str]:
    return {
        f"{title}, {CONNECTIONS} connections, a second": f"{rate:.0f}",
        f"{title}, times the best tracker ({best}/s)": f"{rate / best:.1f}",
        f"{title}, time": spread(told),
    }


@contextmanager
def _somebody_changes(open_house: House, account: Account) -> Iterator[None]:
    who, over = log_in(open_house, account), threading.Event()
    ours = list(Order.objects.going_on().filter(unit=account.unit_id))

    def work() -> None:
        dice = Random(7)
        while not over.wait(1 / CHANGES_A_SECOND):
            told = {"order": str(dice.choice(ours).pk), "priority": dice.randint(1, 5)}
            who.do("work.reprioritise", **told, reason="bench")

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
