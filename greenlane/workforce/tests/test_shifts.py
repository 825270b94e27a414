"""A team or a person has shifts, a week in one go; one is called off by name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from greenlane.core import clock, guard
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused
from greenlane.workforce.models import Shift
from greenlane.workforce.tests.test_leave import team
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def hours(begin: float, end: float) -> dict[str, str]:
    now = clock.now()
    times = [(now + timedelta(hours=each)).isoformat() for each in (begin, end)]
    return {"starts_at": times[0], "ends_at": times[1]}


def test_a_week_is_said_in_one_go(cast: Cast) -> None:
    key = team(cast, "liu")
    week = [hours(24 * day, 24 * day + 12) for day in range(7)]
    done = cast.do("workforce.set_shift", {"team": key, "shifts": week}, by="zhao")
    assert done.facts["shifts"] == 7
    assert Shift.objects.filter(team=key, recorded_seq__isnull=False).count() == 7


def test_a_shift_is_of_one_team_or_one_person(cast: Cast) -> None:
    key, rows = team(cast, "liu"), [hours(1, 9)]
    for said in ({}, {"team": key, "person": cast.id("ma")}):
        with pytest.raises(Malformed):
            cast.do("workforce.set_shift", {**said, "shifts": rows}, by="zhao")
    with guard.lifted(), pytest.raises(IntegrityError), transaction.atomic():
        now = clock.now()
        Shift.objects.create(
            unit=cast.unit, starts_at=now, ends_at=now + timedelta(hours=1)
        )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([(-9, -1)], "shift-over-already"),
        ([(1, 26)], "shift-too-long"),
        ([(1, 9), (8, 12)], "shifts-overlap"),
    ],
)
def test_times_that_cannot_be_are_refused(cast: Cast, rows: Any, code: str) -> None:
    said = {"person": cast.id("ma"), "shifts": [hours(*each) for each in rows]}
    with pytest.raises(Refused, match=code):
        cast.do("workforce.set_shift", said, by="zhao")
    assert not Shift.objects.exists()


def test_a_shift_that_ends_before_it_starts_is_no_shift(cast: Cast) -> None:
    said = {"person": cast.id("ma"), "shifts": [hours(9, 1)]}
    with pytest.raises(Malformed):
        cast.do("workforce.set_shift", said, by="zhao")


def test_the_same_hours_are_not_said_twice(cast: Cast) -> None:
    said = {"person": cast.id("ma"), "shifts": [hours(1, 9)]}
    cast.do("workforce.set_shift", said, by="zhao")
    with pytest.raises(Refused, match="shifts-overlap"):
        cast.do("workforce.set_shift", said, by="zhao")
    shift = Shift.objects.get()
    cast.do("workforce.cancel_shift", {"shift": str(shift.pk)}, by="zhao")
    cast.do("workforce.set_shift", said, by="zhao")
    assert Shift.objects.count() == 2


def test_a_shift_is_called_off_once_and_stays_on_record(cast: Cast) -> None:
    said = {"person": cast.id("ma"), "shifts": [hours(1, 9)]}
    cast.do("workforce.set_shift", said, by="zhao")
    off = {"shift": str(Shift.objects.get().pk)}
    for by, no in (("ma", NotAllowed), ("stranger", NotFound)):
        with pytest.raises(no):
            cast.do("workforce.cancel_shift", off, by=by)
    cast.do("workforce.cancel_shift", off, by="zhao")
    shift = Shift.objects.get()
    assert shift.cancelled_at and shift.ended_seq
    with pytest.raises(Refused, match="shift-cancelled-already"):
        cast.do("workforce.cancel_shift", off, by="zhao")
