"""Measure the board with very many orders and very many who look at it.

Writes its section of docs/benchmarks.md. --few takes a tenth of everybody. The clients
run on the same cores as the house: what they cost is in the figures.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

import django
from django.conf import settings

from tests import records
from tests.bench.planner.row import Row

ORDERS, BOARDS, PHONES, AGAIN = 10_000, 500, 300, 4_000
ACCOUNTS, CHANGES, READS = 25, 20, 60


def main(arguments: list[str]) -> int:
    own = argparse.ArgumentParser(prog="make bench-board", description=__doc__)
    own.add_argument("--few", action="store_true")
    asked = own.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenlane.settings")
    django.setup()
    from tests.bench.__main__ import _on_fresh_tables

    found: list[str] = []

    def measure() -> dict[str, str]:
        for row in rows(10 if asked.few else 1):
            print(row, flush=True)
            found.append(str(row))
        return {}

    _on_fresh_tables(measure)
    command = "make bench-board" + (" FEW=--few" if asked.few else "")
    records.write_board(found, command=command)
    return 0


def rows(part: int) -> Iterator[Row]:
    from greenlane.core.models import Unit
    from greenlane.work.models import Order
    from tests.bench import many
    from tests.serving import house

    many.city()
    many.grow(ORDERS // part, ended=False)
    unit = Unit.objects.get(code="BY")
    cookies = _sessions(unit)
    numbers = list(
        Order.objects.going_on().filter(unit=unit).values_list("number", "pk")[:60]
    )
    with house("--no-follow", "--workers", "1") as served:
        yield from _paint(served, cookies[0], part)
        yield from _together(served, cookies, numbers, part)
        yield from _again(served, cookies, part)


def _sessions(unit: Any) -> list[str]:
    """Cookies of so many dispatchers of one county."""
    from django.contrib.auth.hashers import make_password
    from django.test import Client

    from greenlane.core import clock, guard
    from greenlane.core.models import Account, Grant

    found = []
    with guard.lifted():
        for n in range(ACCOUNTS):
            made = Account.objects.create(
                unit=unit, username=f"b{n}", name=f"b{n}", password=make_password(None)
            )
            for role in ("dispatcher", "commander"):
                Grant.objects.create(
                    account=made, unit=unit, role=role, granted_at=clock.now()
                )
            client = Client()
            client.force_login(made)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            found.append(f"{settings.SESSION_COOKIE_NAME}={key}")
    return found


def _paint(served: Any, cookie: str, part: int) -> Iterator[Row]:
    from tests.browser import chrome

    what = f"first paint of `/`, {ORDERS // part:,} open orders, Chromium at 1440"
    if chrome.executable() is None:
        yield Row(what, "under 1 s", "skipped: no Chromium", "–")
        return
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import sync_playwright

    name, _mark, key = cookie.partition("=")
    url = f"http://127.0.0.1:{served.port}/"
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=chrome.executable(), args=["--no-sandbox"]
        )
        painted, weight = [], 0
        for _time in range(5):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.add_cookies([{"name": name, "value": key, "url": url}])
            page = context.new_page()
            page.goto(url, wait_until="load")
            page.wait_for_timeout(300)
            painted.append(page.evaluate(_PAINTED))
            weight = page.evaluate(_WEIGHT)
            context.close()
        browser.close()
    yield Row(
        what,
        "under 1 s; page under 500 kB",
        f"{sorted(painted)[2]:.0f} ms (median of 5), {weight / 1000:.0f} kB",
        "an empty cache each time",
    )


_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_WEIGHT = """performance.getEntriesByType('navigation')[0].transferSize
  + performance.getEntriesByType('resource')
    .reduce((sum, each) => sum + each.transferSize, 0)"""


def _together(
    served: Any, cookies: list[str], numbers: list[Any], part: int
) -> Iterator[Row]:
    from tests.bench.board.crowd import after, watching

    boards, phones = BOARDS // part, PHONES // part
    streams = list(_streams(boards, phones, cookies, numbers))
    names = {f"b{n}" for n in range(boards)}
    with watching(served.port, streams) as seen:
        after(seen, 0.0, "hello", {name for name, _c, _q in streams})
        yield _latency(seen, names, f"{boards} boards and {phones} phones")
        yield _beside(served, cookies)


def _streams(
    boards: int, phones: int, cookies: list[str], numbers: list[Any]
) -> Iterator[tuple[str, str, str]]:
    for n, cookie in zip(range(boards), cycle(cookies), strict=False):
        yield f"b{n}", cookie, urlencode([("at", "/"), ("at", "/waiting")])
    for n, cookie, (number, key) in zip(
        range(phones), cycle(cookies), cycle(numbers), strict=False
    ):
        query = [("at", f"/orders/{number}"), ("at", "/waiting"), ("about", key)]
        yield f"p{n}", cookie, urlencode(query)


def _latency(seen: Any, names: set[str], who: str) -> Row:
    from tests.bench.board.crowd import after, within

    late: list[float] = []
    missed = 0
    for turn in range(CHANGES):
        _change(turn)
        got = after(seen, time.monotonic() - 0.01, "/", names)
        late += got.values()
        missed += len(names) - len(got)
        time.sleep(0.5)
    return Row(
        f"event to screen, {who} of {ACCOUNTS} accounts, {CHANGES} changes",
        "p95 at most 1 s",
        f"median {within(late, 0.5):.2f} s, p95 {within(late, 0.95):.2f} s, "
        f"{missed} missed",
        "until the part has arrived, not painted",
    )


def _beside(served: Any, cookies: list[str]) -> Row:
    from tests.bench.board.crowd import within

    reads = _reads(served, cookies)
    return Row(
        f"board, read beside them, {READS} times, a change each fifth",
        "p95 at most 500 ms",
        f"median {1000 * within(reads, 0.5):.0f} ms, "
        f"p95 {1000 * within(reads, 0.95):.0f} ms",
        "whole page over HTTP",
    )


def _change(turn: int) -> None:
    """Another priority for one of the first orders: it stands on every board."""
    from greenlane.core.actors import actor_for
    from greenlane.core.door import perform
    from greenlane.core.models import Account
    from greenlane.work.models import Order

    account = Account.objects.get(username="b0")
    order = Order.objects.going_on().filter(unit=account.unit).order_by("pk")[0]
    said = {"order": str(order.pk), "priority": order.priority % 5 + 1, "reason": "x"}
    perform("work.reprioritise", said, by=actor_for(account))


def _reads(served: Any, cookies: list[str]) -> list[float]:
    found = []
    for turn, cookie in zip(range(READS), cycle(cookies), strict=False):
        if turn % 5 == 0:
            _change(turn)
        began = time.perf_counter()
        status, _body = served.ask("GET", "/", Cookie=cookie)
        assert status == 200
        found.append(time.perf_counter() - began)
    return found


def _again(served: Any, cookies: list[str], part: int) -> Iterator[Row]:
    """Everybody comes back in one instant, behind by one event."""
    from greenlane.core.models import Head
    from greenlane.core.positions import write_position
    from tests.bench.board.crowd import after, watching, within

    heads = {
        unit: max(0, seq - 1) for unit, seq in Head.objects.values_list("unit", "seq")
    }
    query = urlencode([("at", "/"), ("after", write_position(heads))])
    streams = [
        (f"v{n}", cookie, query)
        for n, cookie in zip(range(AGAIN // part), cycle(cookies), strict=False)
    ]
    _change(0)
    began = time.monotonic()
    with watching(served.port, streams) as seen:
        got = after(seen, began, "/", {name for name, _c, _q in streams})
    waited = list(got.values())
    yield Row(
        f"{len(streams):,} viewers come back at once, one event behind",
        "all current within 5 s",
        f"{len(waited):,} current, p95 {within(waited, 0.95):.1f} s, "
        f"the last after {max(waited):.1f} s",
        f"{ACCOUNTS} accounts; the start of the clients is in it",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
