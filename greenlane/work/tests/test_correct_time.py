"""A wrong time is told anew with a reason; the old telling stays readable."""

from datetime import timedelta

import pytest

from greenlane.core import clock
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.work.models import Stint, TimeCorrection, Wait
from greenlane.work.tests.stage import desk_stint, order_with_tasks


@pytest.fixture
def order(cast):
    return order_with_tasks(cast, requested_at=clock.now() - timedelta(hours=5))


@pytest.fixture
def stint(cast, order):
    key = desk_stint(cast, order, "A01", by="wang")
    cast.do("work.end_stint", {"stint": key}, by="wang")
    return Stint.objects.get()


def correct(cast, row, began, ended, by="zhao", kind="stint"):
    now = clock.now()
    data = {
        "kind": kind,
        "interval": str(row.pk),
        "began_at": (now - timedelta(minutes=began)).isoformat(),
        "ended_at": (now - timedelta(minutes=ended)).isoformat(),
        "reason": "the clock of the phone was wrong",
    }
    return cast.do("work.correct_time", data, by=by)


def test_the_new_telling_takes_the_place_of_the_old_one(cast, stint):
    before = stint.ended_seq
    correct(cast, stint, 60, 30)
    new = Stint.objects.current().get()
    assert (new.corrects, new.clearance, new.time_source) == (stint, None, "corrected")
    assert new.ended_at - new.happened_at == timedelta(minutes=30)
    assert new.heads.get().left_at == new.ended_at
    assert Stint.objects.as_of(before).get() == stint
    assert Stint.objects.as_of(new.recorded_seq).get() == new
    assert TimeCorrection.objects.get().reason
    with pytest.raises(Refused, match="corrected-already"):
        correct(cast, stint, 50, 20)
    correct(cast, new, 50, 20)


@pytest.mark.parametrize(
    ("began", "ended", "code"),
    [
        (30, 60, "time-reversed"),
        (600, 30, "time-before-request"),
        (60, -60, "time-in-future"),
    ],
)
def test_times_that_cannot_be_are_refused(cast, stint, began, ended, code):
    with pytest.raises(Refused, match=code):
        correct(cast, stint, began, ended)
    assert not TimeCorrection.objects.exists()


def test_nobody_was_at_two_places_at_once(cast, order, stint):
    correct(cast, stint, 60, 30)
    other = desk_stint(cast, order, "A01", by="wang")
    with pytest.raises(Refused, match="interval-open"):
        correct(cast, Stint.objects.get(pk=other), 40, 20)
    cast.do("work.end_stint", {"stint": other}, by="wang")
    with pytest.raises(Refused, match="time-overlaps"):
        correct(cast, Stint.objects.get(pk=other), 40, 20)
    correct(cast, Stint.objects.get(pk=other), 30, 20)


def test_waits_are_corrected_too_but_not_by_everybody(cast, order):
    data = {"order": str(order.pk), "cause": "weather", "holder": "sky"}
    key = cast.do("work.open_wait", data, by="wang").facts["wait"]
    cast.do("work.close_wait", {"wait": key}, by="wang")
    wait = Wait.objects.get()
    with pytest.raises(NotAllowed):
        correct(cast, wait, 60, 30, by="zhou", kind="wait")
    correct(cast, wait, 60, 30, kind="wait")
    assert Wait.objects.current().get().cause == "weather"
