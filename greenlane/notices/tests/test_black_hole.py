"""Every channel leads into a black hole: no request calls out, and none waits."""

from __future__ import annotations

import socket
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from greenlane.board.untold import by_the_wall
from greenlane.core import clock
from greenlane.desk.tests.pages import Hand, shown
from greenlane.notices import sender, wire
from greenlane.notices.claiming import claimed
from greenlane.notices.models import Beat, Delivery, Webhook
from greenlane.notices.tests.receiver import receiver
from greenlane.notices.tests.stage import added, goes_by, queued
from greenlane.notices.undelivered import SENDER, sender_silent
from tests import supply_stages

PAGES = ("/", "/mine", "/stops", "/waiting", "/undelivered", "/own/notices", "/board")
CALLS = ("socket.connect", "socket.getaddrinfo", "socket.sendto")
watching = threading.local()


def _heard(event, given):
    if event in CALLS and (called := getattr(watching, "called", None)) is not None:
        called.append((event, given[1:]))


sys.addaudithook(_heard)


@pytest.fixture
def hole(settings):
    """It accepts, and never answers."""
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    with socket.create_server(("127.0.0.1", 0), backlog=64) as line:
        yield f"http://127.0.0.1:{line.getsockname()[1]}/"


def test_no_request_calls_out_whatever_is_to_be_told(cast, hole):
    kinds = ("order", "stop", "danger", "alarm", "assigned")
    for name in ("wang", "zhao", "feng"):
        for _each in range(3):
            added(cast, None, *kinds, by=name, address=hole)
    hand = Hand("zhao")
    watching.called = []
    try:
        order = supply_stages.requested(cast)
        stop = {"order": str(order.pk), "reason": "-"}
        cast.do("work.stop_work", stop, by="zhou")
        hook = str(Webhook.objects.filter(account=cast.accounts["wang"])[0].pk)
        cast.do("notices.try_webhook", {"webhook": hook}, by="wang")
        for page in PAGES:
            assert hand.client.get(page).status_code == 200
        # A request does not even queue: the journal is the queue.
        assert not Delivery.objects.exists()
        assert watching.called == []
    finally:
        watching.called = None
    assert queued() == 9 * 2 + 1


def test_a_stop_and_requests_go_on_while_every_other_hand_waits(
    live_cast, hole, monkeypatch
):
    monkeypatch.setattr(wire, "WHOLE_SECONDS", 3.0)
    monkeypatch.setattr(sender, "IDLE_SECONDS", 0.02)
    for name in ("zhao", "feng", "chen", "liu"):
        added(live_cast, None, "order", by=name, address=hole)
    order = supply_stages.requested(live_cast)
    assert queued() == 4
    stop, for_all = threading.Event(), sender.HANDS - sender.FOR_URGENT
    hands = sender.run(stop)
    try:
        busy = Delivery.objects.filter(held_until__isnull=False)
        while busy.count() < for_all:
            stop.wait(0.02)
        with receiver() as to:
            added(live_cast, to, "stop", by="wang")
            told = {"order": str(order.pk), "reason": "-"}
            live_cast.do("work.stop_work", told, by="zhou")
            page = Hand("zhao").client.get("/waiting")
            assert page.status_code == 200
            queued()
            while not to.got:
                stop.wait(0.02)
        waits = busy.filter(kind="order").count()
        assert waits == for_all, "all of them still wait for an answer"
    finally:
        stop.set()
        for each in hands:
            each.join(5)


def test_an_account_keeps_one_hand_but_for_stops(cast, hole):
    for _each in range(2):
        added(cast, None, "order", "stop", by="zhao", address=hole)
    added(cast, None, "order", by="feng", address=hole)
    order = supply_stages.requested(cast)
    queued()

    def claim(**only):
        row = claimed(**only)
        return (row.kind, row.webhook.account.username) if row else None

    assert claim(urgent_alone=True) is None
    assert [claim() for _each in range(3)] == [
        ("order", "zhao"),
        ("order", "feng"),
        None,
    ]
    told = {"order": str(order.pk), "reason": "-"}
    cast.do("work.stop_work", told, by="zhou")
    queued()
    assert claim() == ("stop", "zhao")
    assert claim() is None, "each channel has one on its way"


def test_the_sender_is_silent_while_a_hand_is_stuck(cast, monkeypatch):
    long_ago = time.monotonic() - sender.STUCK_SECONDS - 1
    monkeypatch.setitem(sender._since, "notices-1", long_ago)
    sender.beat()
    assert sender_silent() == (True, None)
    monkeypatch.setitem(sender._since, "notices-1", time.monotonic())
    sender.beat()
    assert not sender_silent()[0]


@pytest.mark.parametrize("is_drill", [False, True])
def test_the_bar_says_by_which_clock_the_sender_is_silent(cast, to, is_drill):
    """In a drill of another day the pages show another time than the sign's."""
    added(cast, to, "stop", by="zhao")
    at = clock.wall() - timedelta(minutes=5)
    Beat.objects.create(name=SENDER, at=at)
    if is_drill:
        goes_by(cast, datetime(2022, 3, 29, 4, 0, tzinfo=UTC))
    bar = shown(Hand("zhao").client.get("/waiting"))
    assert f"sender silent since {by_the_wall(at)}" in bar
    assert ("by the server's clock" in bar) == is_drill
