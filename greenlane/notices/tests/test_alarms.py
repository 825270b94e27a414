"""From the fact to the one on shift: told, acknowledged, told on, over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from greenlane.board.tests.looking import text
from greenlane.core import clock, guard
from greenlane.core.actors import system
from greenlane.core.command import commands
from greenlane.core.door import perform
from greenlane.core.models import Event
from greenlane.core.proof import state_digest
from greenlane.core.refusals import NotAllowed, NotFound, Refused
from greenlane.desk.tests.pages import Hand
from greenlane.dispatch.models import Promise, UnitPlan
from greenlane.notices.models import Alarm, Delivery, Webhook
from greenlane.notices.tests.stage import (
    added,
    goes_by,
    later,
    on_shift,
    sent,
    told,
    watched,
)
from tests import stages, supply_stages

NOON = datetime(2022, 3, 29, 4, 0, tzinfo=UTC)  # twelve o'clock in Biyang


def stop(cast, order):
    done = cast.do(
        "work.stop_work", {"order": str(order.pk), "reason": "煤气味"}, by="zhou"
    )
    return done.facts["stop"]


def acknowledge(cast, row, *, by="zhao"):
    cast.do("notices.acknowledge_alarm", {"alarm": str(row.pk)}, by=by)


def minutes(cast, count):
    goes_by(cast, NOON + timedelta(minutes=count))


def test_a_stop_is_raised_acknowledged_and_over_with_its_condition(cast):
    order = stages.order(cast)
    key = stop(cast, order)
    assert watched() == 1
    assert watched() == 0
    row = Alarm.objects.get()
    assert (row.sort, str(row.about), row.order) == ("stop", key, order)
    page = text(cast, "/mine", by="zhao")
    assert "Acknowledge" in page
    assert "Acknowledge" not in text(cast, "/mine", by="liu")
    acknowledge(cast, row)
    page = text(cast, "/mine", by="liu")
    assert "煤气味" in page, "to acknowledge takes nothing away"
    assert "acknowledged" in page
    assert "Zhao Qiang" in page
    with pytest.raises(Refused, match="alarm-acknowledged-already"):
        acknowledge(cast, row, by="wang")
    assert watched() == 0
    cast.do("work.lift_stop", {"stop": key, "cause": "通风"}, by="zheng")
    assert watched() == 1
    assert Alarm.objects.get().cleared_at
    assert "煤气味" not in text(cast, "/mine", by="liu")
    names = Event.objects.filter(name__startswith="notices.alarm").order_by("seq")
    assert [each.name.partition("alarm_")[2] for each in names] == [
        "raised", "acknowledged", "cleared",
    ]  # fmt: skip


def test_only_the_house_raises_and_ends_and_nobody_acknowledges_a_foreign_one(cast):
    stop(cast, stages.order(cast))
    watched()
    row = {"alarm": str(Alarm.objects.get().pk)}
    again = {"sort": "stop", "about": str(Alarm.objects.get().about)}
    with pytest.raises(NotAllowed):
        cast.do("notices.raise_alarm", again, by="zhao")
    with pytest.raises(Refused, match="alarm-stands-already"):
        perform("notices.raise_alarm", again, by=system(cast.unit))
    for verb in ("notices.clear_alarm", "notices.escalate_alarm"):
        with pytest.raises(NotAllowed):
            cast.do(verb, row, by="zhao")
    with pytest.raises(NotAllowed):
        cast.do("notices.acknowledge_alarm", row, by="liu")
    with pytest.raises(NotFound):
        cast.do("notices.acknowledge_alarm", row, by="stranger")
    with pytest.raises(Refused, match="alarm-not-due"):
        perform("notices.escalate_alarm", row, by=system(cast.unit))


def test_the_one_on_shift_is_told_and_why_then_the_next(cast, to):
    """12:00 stopped; 12:06 nobody has acknowledged it; 12:12 nobody yet."""
    minutes(cast, 0)
    on_shift(cast, "zhao", starts=-4, ends=8)
    on_shift(cast, "wang", starts=-14, ends=-2)
    for name in ("zhao", "wang", "feng"):
        added(cast, to, "danger", by=name)
    order = stages.order(cast)
    stop(cast, order)
    watched()
    sent()
    [note] = told(to)
    assert note["kind"] == "danger"
    assert note["order"] == order.number
    assert note["why"] == (
        "You get this because you are Dispatcher on shift 08:00–20:00 of Biyang Power."
    )
    assert "煤气味" not in str(note)
    minutes(cast, 4)
    assert watched() == 0
    minutes(cast, 6)
    assert watched() == 1
    sent()
    # The duty officer has gone home: the next one who is there is told.
    note = told(to)[-1]
    assert len(to.got) == 2
    assert "Nobody has acknowledged it yet" in note["text"]
    assert "Incident commander" in note["why"]
    assert "told next: Duty officer" in text(cast, "/stops", by="zhao")
    acknowledge(cast, Alarm.objects.get())
    minutes(cast, 60)
    assert watched() == 0


def test_a_stop_is_told_once_where_it_is_told_as_a_stop(cast, to):
    added(cast, to, "stop", "danger", by="zhao")
    stop(cast, stages.order(cast))
    watched()
    assert sent() == 1
    assert told(to)[0]["kind"] == "stop"


def test_an_alarm_that_is_over_is_told_to_nobody(cast, to):
    added(cast, to, "danger", by="zhao")
    key = stop(cast, stages.order(cast))
    watched()
    cast.do("work.lift_stop", {"stop": key, "cause": "-"}, by="zheng")
    watched()
    sent()
    assert to.got == []
    assert Delivery.objects.get().answer == "alarm-over"


def test_an_alarm_of_a_foreign_unit_is_told_to_nobody_else(cast, to):
    added(cast, to, "danger", "stop", "alarm", by="stranger")
    stop(cast, stages.order(cast))
    watched()
    sent()
    assert to.got == []
    assert "Acknowledge" not in text(cast, "/stops", by="stranger")


def test_a_broken_promise_and_an_old_plan_rank_after_what_is_dangerous(cast):
    order, now = supply_stages.requested(cast), clock.now()
    with guard.lifted():
        Promise.objects.create(
            unit=cast.unit, order=order, revision=1, promised_at=now,
            p50_at=now - timedelta(minutes=9), p80_at=now - timedelta(minutes=5),
        )  # fmt: skip
        UnitPlan.objects.create(
            unit=cast.unit, number=1, stale_since=now - timedelta(minutes=9),
            stale_why="silent",
        )  # fmt: skip
    assert watched() == 2
    stop(cast, order)
    assert watched() == 1
    page = text(cast, "/stops", by="zhao")
    body = page[page.index("<main") :]
    places = [body.index(each) for each in ("stop-mark", "A promise is", "The plan")]
    assert places == sorted(places)
    cast.do("work.cancel_order", {"order": str(order.pk), "reason": "-"}, by="feng")
    watched()
    assert not Alarm.objects.filter(sort="promise", cleared_at=None).exists()


def test_an_alarm_makes_nothing_stale_that_somebody_releases_but_its_cause_does(cast):
    """Whoever reads what he signs does not begin again because others were told."""
    order, now = supply_stages.requested(cast), clock.now()
    issue, told = commands()["safety.issue_ticket"], {"order": str(order.pk)}
    before = state_digest(issue, told)
    with guard.lifted():
        Promise.objects.create(
            unit=cast.unit, order=order, revision=1, promised_at=now,
            p50_at=now - timedelta(minutes=9), p80_at=now - timedelta(minutes=5),
        )  # fmt: skip
    assert watched() == 1
    acknowledge(cast, Alarm.objects.get())
    assert state_digest(issue, told) == before
    stop(cast, order)
    assert state_digest(issue, told) != before


def test_a_channel_at_which_nothing_arrives_is_an_alarm_until_it_does(cast, to):
    added(cast, to, "stop", by="zhao", unit="BY", name="ward")
    added(cast, to, "stop", by="zhao", name="zhao-own")
    to.status = 500
    stop(cast, stages.order(cast))
    sent()
    watched()
    assert not Alarm.objects.filter(sort="channel").exists()
    later(minutes=11)
    watched()
    row = Alarm.objects.get(sort="channel")
    assert row.about == Webhook.objects.get(name="ward").pk, "a person's own is none"
    for name in ("zhao", "root", "wang"):
        pages = [text(cast, page, by=name) for page in ("/undelivered", "/stops")]
        assert ("the receiver answers 500" in pages[0]) == (name != "wang")
        assert ("zhao-own" in "".join(pages)) == (name == "zhao"), (
            "nobody else's affair"
        )
    to.status = 204
    later(minutes=11)
    sent()
    watched()
    row.refresh_from_db()
    assert row.cleared_at
    assert Hand("zhao").client.get("/undelivered").status_code == 200
