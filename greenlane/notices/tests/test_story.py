"""From the request to the pager: once, signed, to whoever may see it then."""

from __future__ import annotations

import pytest

from greenlane.core import clock, guard
from greenlane.core.models import Cursor, Grant
from greenlane.notices import claiming, sender
from greenlane.notices.models import Delivery, Webhook
from greenlane.notices.tests.receiver import receiver
from greenlane.notices.tests.stage import (
    SECRET,
    added,
    drawn,
    given,
    is_signed,
    later,
    queued,
    sent,
    told,
)
from tests import stages, supply_stages


@pytest.fixture
def to(settings):
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    settings.CSRF_TRUSTED_ORIGINS = ["https://orders.example.org"]
    with receiver() as found:
        yield found


def cursors_back():
    """The follower is killed before its cursors move: all is read again."""
    Cursor.objects.update(seq=0, held_until=None)


def revoke(cast, name):
    grant = Grant.objects.get(account=cast.accounts[name], revoked_at=None)
    cast.do("core.revoke_role", {"grant": str(grant.pk)}, by="yan")


def stop(cast, order, *, reason="-"):
    cast.do("work.stop_work", {"order": str(order.pk), "reason": reason}, by="zhou")


def test_what_is_given_to_a_person_arrives_once_and_signed(cast, to):
    secret = drawn(to, "assigned", "order", by="chen")
    order = supply_stages.requested(cast)
    given(cast, order, to="chen")
    assert to.got == []  # nothing is sent inside a request
    assert sent() == 2
    assert sent() == 0
    first, second = told(to)
    assert (first["kind"], second["kind"]) == ("order", "assigned")
    assert second["order"] == order.number
    assert second["site"] == "Rental blocks"
    assert second["text"].startswith(f"Rental blocks {order.number}: a task is given")
    assert second["link"] == f"https://orders.example.org/orders/{order.number}"
    for headers, body in to.got:
        assert is_signed(headers, body, secret)
        assert not is_signed(headers, body + b" ", secret)
        text = body.decode()
        assert not any(name in text for name in ("Chen", "陈立", "刘主任", "7911110"))
    assert len({headers["X-Greenlane-Id"] for headers, _body in to.got}) == 2


def test_a_notice_speaks_the_language_of_its_webhook(cast, to):
    added(cast, to, "order", by="chen", language="zh-hans")
    order = supply_stages.requested(cast)
    sent()
    assert told(to)[0]["text"] == f"公租房隔离点 {order.number}：收到新工单。"


def test_what_was_before_the_webhook_is_not_told(cast, to):
    order = supply_stages.requested(cast)
    added(cast, to, "order", "assigned", by="chen")
    assert sent() == 0
    given(cast, order, to="chen")
    assert sent() == 1


def test_what_is_anothers_is_not_told(cast, to):
    added(cast, to, "assigned", by="liu")
    given(cast, supply_stages.requested(cast), to="chen")
    assert sent() == 0


def test_a_receiver_that_is_down_gets_it_when_it_is_up(cast, to):
    added(cast, to, "order", by="chen")
    supply_stages.requested(cast)
    to.status = 503
    assert sent() == 1
    assert sent() == 0  # not at once again
    [row] = Delivery.objects.all()
    assert (row.outcome, row.answer, row.tries) == ("waiting", "http-503", 1)
    to.status = 200
    later(seconds=11)
    assert sent() == 1
    assert Delivery.objects.get().outcome == "sent"
    one, two = (headers["X-Greenlane-Id"] for headers, _body in to.got)
    assert one == two


def test_a_dead_receiver_delays_no_other(cast, to):
    dead = added(cast, to, "order", "stop", by="liu")
    added(cast, to, "order", "stop", by="chen")
    order = supply_stages.requested(cast)
    assert queued() == 2
    # A hand is still waiting for the dead one.
    until = clock.wall() + claiming.LEASE
    Delivery.objects.filter(webhook=dead).update(held_until=until)
    stop(cast, order)
    assert sent() == 2
    waiting = Delivery.objects.filter(outcome="waiting")
    assert set(waiting.values_list("webhook", flat=True)) == {dead.pk}


def test_a_follower_killed_after_queueing_makes_no_doubles(cast, to):
    added(cast, to, "order", by="chen")
    supply_stages.requested(cast)
    assert queued() == 1
    cursors_back()
    assert queued() == 1
    # Killed with the notice in its hand: another one takes it after the lease.
    assert claiming.claimed() is not None
    assert sent() == 0
    later(seconds=61)
    assert sent() == 1
    cursors_back()
    assert sent() == 0
    assert len(to.got) == 1


def test_a_foreign_unit_hears_nothing(cast, to):
    added(cast, to, "order", "stop", "assigned", "signature", by="stranger")
    order = supply_stages.requested(cast)
    stop(cast, order)
    sent()
    assert to.got == []


def test_a_role_that_was_taken_back_hears_nothing_of_what_waits(cast, to):
    added(cast, to, "order", by="chen")
    supply_stages.requested(cast)
    assert queued() == 1
    revoke(cast, "chen")
    sent()
    assert to.got == []
    assert Delivery.objects.get().answer == "not-yours"


def test_what_is_taken_back_before_it_is_told_is_not_told(cast, to):
    added(cast, to, "assigned", by="chen")
    order = supply_stages.requested(cast)
    task = given(cast, order, to="chen")
    queued()
    row = task.assignments.get()
    cast.do("work.unassign", {"assignment": str(row.pk)}, by="zhao")
    sent()
    assert to.got == []
    assert Delivery.objects.get().answer == "waits-no-more"


def test_a_signature_that_is_wanted_is_told_once(cast, to):
    added(cast, to, "signature", by="chen")
    order = supply_stages.requested(cast)
    supply_stages.survey(cast, order, signed=False)
    assert sent() == 1
    note = told(to)[0]
    assert note["kind"] == "signature"
    assert note["link"].endswith("/signatures")
    assert "Chen" not in note["text"]
    cursors_back()
    assert sent() == 0


def test_a_unit_hears_of_its_orders_and_stops_by_whoever_runs_it(cast, to):
    added(cast, to, "order", "stop", by="zhao", unit="BY")
    order = stages.order(cast)
    stop(cast, order, reason="煤气味")
    assert sent() == 1
    assert told(to)[0]["kind"] == "stop"
    assert "煤气味" not in str(told(to))
    stop(cast, order)
    revoke(cast, "zhao")
    sent()
    assert len(to.got) == 1


def test_a_day_without_an_answer_switches_it_off_and_a_test_on_again(cast, to):
    hook = added(cast, to, "order", "stop", by="chen")
    to.status = 302  # elsewhere is not followed
    order = supply_stages.requested(cast)
    sent()
    assert Delivery.objects.get().answer == "redirect"
    assert len(to.got) == 1
    later(hours=24)
    assert sent() == 1
    assert Webhook.objects.get().off_at
    assert Delivery.objects.get().outcome == "failed"
    stop(cast, order)
    assert sent() == 0
    to.status = 200
    cast.do("notices.try_webhook", {"webhook": str(hook.pk)}, by="chen")
    assert sent() == 1
    assert told(to)[-1]["kind"] == "test"
    assert Webhook.objects.get().off_at is None


def test_a_secret_of_another_house_is_said_and_nothing_is_sent(cast, to, settings):
    added(cast, to, "order", by="chen")
    supply_stages.requested(cast)
    settings.SECRET_KEY = "another"
    sent()
    assert Delivery.objects.get().answer == "secret-lost"
    assert to.got == []


def test_what_was_settled_a_week_ago_is_forgotten(cast, to):
    added(cast, to, "order", by="chen")
    supply_stages.requested(cast)
    sent()
    assert sender.prune() == 0
    later(days=8)
    assert sender.prune() == 1
    assert not Delivery.objects.exists()


def test_the_database_alone_tells_neither_secret_nor_address(cast, to):
    hook = added(cast, to, "order", by="chen")
    with guard.lifted():
        assert SECRET not in hook.secret
        assert "key=k" not in hook.address
