"""Every channel accepts and never answers: no request is slower for it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

import pytest

from greenlane.desk.tests.pages import Hand
from greenlane.notices import sender
from greenlane.notices.models import Delivery
from greenlane.notices.tests.stage import added, queued
from tests import supply_stages

ROUNDS, EACH, CHANNELS = 3, 8, 8
NAMES = ("wang", "zhao", "feng")
PAGES = ("/", "/waiting", "/stops")
pytestmark = [pytest.mark.soak, pytest.mark.pure]


@contextmanager
def hole() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0), backlog=256) as line:
        yield f"http://127.0.0.1:{line.getsockname()[1]}/"


def test_a_black_hole_makes_no_request_slower(
    live_cast: Any, figures: Any, settings: Any
) -> None:
    """In turns, so that what else the machine does falls on both alike."""
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    order, hand = supply_stages.requested(live_cast), Hand("zhao")
    took: dict[bool, list[float]] = {False: [], True: []}
    with hole() as address:
        keys = [
            str(added(live_cast, None, "stop", "order", by=by, address=address).pk)
            for by in NAMES
            for _each in range(CHANNELS)
        ]
        for _round in range(ROUNDS):
            took[False] += asked(live_cast, order, hand)
            with sending(live_cast, order):
                took[True] += asked(live_cast, order, hand)
        assert len(keys) == len(NAMES) * CHANNELS
    for name, at in (("median", 0.5), ("95 of 100 within", 0.95)):
        free, held = (_at(took[way], at) for way in (False, True))
        figures(
            f"requests with {len(keys)} black-holed channels and every hand waiting:"
            f" {name} {held * 1000:.1f} ms, with nothing to send {free * 1000:.1f} ms,"
            f" ratio {held / free:.2f} ({len(took[True])} each)"
        )
    assert median(took[True]) <= median(took[False]) * 1.25


def asked(cast: Any, order: Any, hand: Any) -> list[float]:
    """A command and three pages, again and again: seconds of each four."""

    def once() -> None:
        note = {"order": str(order.pk), "text": "-"}
        cast.do("work.add_note", note, by="zhao")
        for page in PAGES:
            assert hand.client.get(page).status_code == 200

    return [timed(once) for _each in range(EACH)]


def timed(what: Callable[[], None]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


@contextmanager
def sending(cast: Any, order: Any) -> Iterator[None]:
    """Hands at work; it begins when each of them waits for an answer."""
    stop_work = {"order": str(order.pk), "reason": "-"}
    cast.do("work.stop_work", stop_work, by="zhou")
    queued()
    Delivery.objects.filter(outcome="waiting").update(due_at="2020-01-01T00:00Z")
    stop = threading.Event()
    hands = sender.run(stop)
    busy = Delivery.objects.filter(held_until__isnull=False)
    while busy.count() < sender.HANDS:
        time.sleep(0.02)
    try:
        yield
    finally:
        stop.set()
        for each in hands:
            each.join(15)


def _at(took: list[float], share: float) -> float:
    return sorted(took)[int(len(took) * share)]
