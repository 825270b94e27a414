"""Who is told: whoever is on shift and can be reached; else everybody in the chain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.notices import message, sender
from greenlane.notices.models import Delivery, Webhook
from greenlane.notices.recipients import Unwanted
from greenlane.notices.tests.receiver import receiver
from greenlane.notices.tests.stage import (
    added,
    goes_by,
    later,
    on_shift,
    queued,
    sent,
    told,
    watched,
)
from greenlane.work.models import StopWork
from tests import stages

NOON = datetime(2022, 3, 29, 4, 0, tzinfo=UTC)  # twelve o'clock in Biyang


def stop(cast, order):
    said = {"order": str(order.pk), "reason": "煤气味"}
    cast.do("work.stop_work", said, by="zhou")


def minutes(cast, count):
    goes_by(cast, NOON + timedelta(minutes=count))


def test_where_nobody_is_on_shift_everybody_in_the_chain_is_told(cast, to):
    minutes(cast, 0)
    for name in ("zhao", "wang", "feng"):
        on_shift(cast, name, starts=-14, ends=-2)
    added(cast, to, "danger", by="zhao")
    added(cast, to, "stop", by="wang")
    stop(cast, stages.order(cast))
    watched()
    assert sent() == 2
    assert all("nobody who is told first is on shift" in n["why"] for n in told(to))


@pytest.mark.parametrize("has", ["none", "another", "off"])
def test_whoever_is_on_shift_and_cannot_be_reached_is_passed_over(cast, to, has):
    minutes(cast, 0)
    for name in ("zhao", "wang", "feng"):
        on_shift(cast, name, starts=-4, ends=8)
    for name in ("wang", "feng"):
        added(cast, to, "danger", by=name)
    if has != "none":
        hook = added(cast, to, "order" if has == "another" else "danger", by="zhao")
    if has == "off":
        with guard.lifted():
            Webhook.objects.filter(pk=hook.pk).update(off_at=clock.wall())
    stop(cast, stages.order(cast))
    watched()
    sent()
    [note] = told(to)
    assert "on shift 08:00–20:00" in note["why"]
    assert "Dispatcher" not in note["why"]


def test_on_shift_and_nobody_to_be_reached_everybody_in_the_chain_is_told(cast, to):
    """The dispatcher alone is there, without a channel."""
    minutes(cast, 0)
    on_shift(cast, "zhao", starts=-4, ends=8)
    for name in ("wang", "feng"):
        on_shift(cast, name, starts=-14, ends=-2)
        added(cast, to, "danger", by=name)
    stop(cast, stages.order(cast))
    watched()
    assert sent() == 2
    assert all("nobody who is told first is on shift" in n["why"] for n in told(to))


def test_whoever_went_home_before_it_is_sent_is_not_told(cast, to):
    minutes(cast, 0)
    on_shift(cast, "zhao", starts=-4, ends=1)
    added(cast, to, "order", by="zhao")
    done = stages.order(cast)
    assert done
    added(cast, to, "stop", by="wang")
    stop(cast, done)
    minutes(cast, 90)
    sent()
    assert [each["kind"] for each in told(to)] == ["stop"]


@pytest.fixture
def dead():
    """A receiver that answers 500 to everything."""
    with receiver() as found:
        found.status = 500
        yield found


def two_on_shift(cast, to, dead):
    """The dispatcher, where nothing arrives, and the duty officer, where it does."""
    minutes(cast, 0)
    for name in ("zhao", "wang"):
        on_shift(cast, name, starts=-4, ends=8)
    added(cast, dead, "danger", "order", by="zhao")
    added(cast, to, "danger", by="wang")


PASSED = (
    "You get this because nothing arrives at Dispatcher of Biyang Power, who is told"
    " first, and you are Duty officer on shift 08:00–20:00."
)


def test_where_nothing_arrives_at_the_first_the_next_is_told_at_once(cast, to, dead):
    two_on_shift(cast, to, dead)
    order = stages.order(cast)
    stop(cast, order)
    watched()
    sent()
    [note] = told(to)
    assert note["why"] == PASSED
    assert len(dead.got) == 1
    later(minutes=1)
    sent()
    assert len(dead.got) == 2, "the first is tried again all the same"
    assert len(to.got) == 1, "and nobody is told twice"


def test_what_failed_before_is_remembered_though_it_is_over(cast, to, dead):
    two_on_shift(cast, to, dead)
    order = stages.order(cast)
    stop(cast, order)
    watched()
    sent()
    cast.do("work.lift_stop", {"stop": key_of_stop(), "cause": "-"}, by="zheng")
    watched()
    later(minutes=1)
    sent()
    stop(cast, order)
    watched()
    queued()
    # The next one's hand comes first: it does not wait for another failure.
    mine = Delivery.objects.filter(outcome="waiting", webhook__account__username="zhao")
    mine.update(due_at=clock.wall() + timedelta(hours=1))
    sent()
    assert [note["why"] for note in told(to)] == [PASSED] * 2
    dead.status = 204
    mine.update(due_at=clock.wall())
    sent()
    assert len(dead.got) == 2


def key_of_stop():
    return str(StopWork.objects.get(lifted_at=None).pk)


def test_another_channel_of_the_first_at_which_it_arrives_is_enough(cast, to, dead):
    two_on_shift(cast, to, dead)
    with receiver() as other:
        added(cast, other, "danger", by="zhao")
        stop(cast, stages.order(cast))
        watched()
        sent()
        later(minutes=1)
        sent()
        assert len(other.got) == 1
    assert to.got == []


def test_where_nothing_arrives_at_anybody_there_whoever_went_home_is_told(
    cast, to, dead
):
    minutes(cast, 0)
    on_shift(cast, "zhao", starts=-4, ends=8)
    for name in ("wang", "feng"):
        on_shift(cast, name, starts=-14, ends=-2)
        added(cast, to, "danger", by=name)
    added(cast, dead, "danger", "stop", by="zhao")
    stop(cast, stages.order(cast))
    watched()
    sent()
    assert len(to.got) == 2
    assert all("and can be reached" in each["why"] for each in told(to))


def test_who_is_left_out_at_the_moment_the_first_one_fails_is_told(
    cast, to, dead, monkeypatch
):
    """One hand asks for him while another writes that nothing has arrived there."""
    two_on_shift(cast, to, dead)
    stop(cast, stages.order(cast))
    watched()
    queued()
    asked, rows = [], Delivery.objects.filter(webhook__account__username="zhao")
    rows.update(due_at=clock.wall() + timedelta(hours=1))

    def note(row):
        if not asked:
            asked.append(row)
            rows.update(failed_at=clock.wall())
            raise Unwanted("another-is-told")
        return message.note(row)

    monkeypatch.setattr(sender, "note", note)
    while sender.turn():
        pass
    assert [each["why"] for each in told(to)] == [PASSED]
