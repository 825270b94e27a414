"""Who is told: whoever is on shift and can be reached; else everybody in the chain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.notices.models import Webhook
from greenlane.notices.tests.stage import (
    added,
    goes_by,
    on_shift,
    sent,
    told,
    watched,
)
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
