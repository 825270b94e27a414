"""Several notices in one message, a storm by its number; a stop is never braked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.notices import figures, undelivered
from greenlane.notices.models import Delivery
from greenlane.notices.tests.receiver import receiver
from greenlane.notices.tests.stage import added, by_chat, later, queued, said, sent
from greenlane.work.models import Order
from tests import supply_stages

pytest.importorskip("apprise")
TEN = timedelta(minutes=10)


@pytest.fixture
def chat(cast, settings, monkeypatch):
    settings.CSRF_TRUSTED_ORIGINS = ["https://orders.example.org"]
    with receiver() as to:
        address = by_chat(monkeypatch, to, settings)

        def add(*kinds, by="wang"):
            return added(cast, to, *kinds, by=by, address=address)

        yield to, add


def requested(cast):
    done = supply_stages.request(cast, although_open="on")
    return Order.objects.get(pk=done.facts["order"])


def stop(cast, order):
    cast.do("work.stop_work", {"order": str(order.pk), "reason": "-"}, by="zhou")


def test_orders_are_collected_and_told_in_one_message(cast, chat):
    to, add = chat
    add("order")
    orders = [requested(cast) for _each in range(3)]
    assert sent() == 0, "they wait for ten minutes"
    assert queued() == 3
    later(minutes=11)
    assert sent() == 1
    [text] = said(to)
    assert "3 notices" in text
    assert all(order.number in text for order in orders)
    assert text.count("You get this because you are Duty officer") == 1
    assert not Delivery.objects.exclude(outcome="sent").exists()
    assert sent() == 0


def test_a_digest_killed_on_its_way_is_told_whole_afterwards(cast, chat):
    to, add = chat
    add("order")
    requested(cast)
    requested(cast)
    queued()
    later(minutes=11)
    to.says = b""  # no answer that can be read: it may not have arrived
    assert sent() == 1
    assert Delivery.objects.filter(outcome="waiting", tries=1).count() == 2
    to.says = b'{"errcode": 0}'
    later(minutes=1)
    assert sent() == 1
    assert "2 notices" in said(to)[-1]


def test_a_storm_is_told_by_its_number_and_a_stop_at_once(cast, chat, monkeypatch):
    to, add = chat
    monkeypatch.setattr(figures, "brake", lambda _unit: (2, TEN))
    monkeypatch.setattr(figures, "digest_wait", lambda _unit: TEN * 0)
    add("order", "stop")
    for _each in range(2):
        requested(cast)
        assert sent() == 1
    orders = [requested(cast) for _each in range(4)]
    sent()
    assert len(to.got) == 2, "two in ten minutes, the rest is held back"
    held = Delivery.objects.filter(outcome="waiting", braked_at__isnull=False)
    assert held.count() == 4
    assert undelivered.not_arrived().count() == 0
    stop(cast, orders[0])
    sent()
    assert "work was stopped" in said(to)[-1]
    later(minutes=11)
    sent()
    assert "4 more notices since" in said(to)[-1]
    assert "https://orders.example.org/" in said(to)[-1]
    assert len(to.got) == 4
    assert not held.exists()


def test_a_program_is_told_each_fact(cast, settings):
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    with receiver() as to:
        added(cast, to, "order", by="wang")
        for _each in range(2):
            requested(cast)
        assert sent() == 2


def test_what_is_not_for_the_reader_is_not_counted(cast, chat):
    to, add = chat
    add("order", by="stranger")
    requested(cast)
    queued()
    later(minutes=11)
    sent()
    assert to.got == []
