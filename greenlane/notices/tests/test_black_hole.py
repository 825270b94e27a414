"""Every channel leads into a black hole: no request calls out, and none waits."""

from __future__ import annotations

import socket
import sys
import threading

import pytest

from greenlane.desk.tests.pages import Hand
from greenlane.notices import sender, wire
from greenlane.notices.models import Delivery, Webhook
from greenlane.notices.tests.stage import added, queued
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


def test_requests_go_on_while_every_hand_waits(live_cast, hole, monkeypatch):
    monkeypatch.setattr(wire, "WHOLE_SECONDS", 3.0)
    monkeypatch.setattr(sender, "IDLE_SECONDS", 0.02)
    for name in ("wang", "zhao", "feng", "chen"):
        added(live_cast, None, "order", by=name, address=hole)
    order = supply_stages.requested(live_cast)
    assert queued() == 4
    stop = threading.Event()
    hands = sender.run(stop)
    try:
        busy = Delivery.objects.filter(held_until__isnull=False)
        while busy.count() < sender.HANDS:
            stop.wait(0.02)
        told = {"order": str(order.pk), "reason": "-"}
        live_cast.do("work.stop_work", told, by="zhou")
        page = Hand("zhao").client.get("/waiting")
        assert page.status_code == 200
        assert busy.count() == sender.HANDS, "all of them still wait for an answer"
    finally:
        stop.set()
        for each in hands:
            each.join(5)
