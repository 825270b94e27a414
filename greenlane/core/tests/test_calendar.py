"""Working days follow the country, its moved days, and what the unit decided itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenlane.core.calendar import TooFar, UnknownCountry, WorkingDays

CN = WorkingDays("CN")
HERE = ZoneInfo("Asia/Shanghai")
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def test_a_moved_saturday_works_and_the_tuesday_rests():
    assert CN.works(date(2022, 4, 2))
    assert not CN.works(date(2022, 4, 4))
    assert not CN.works(date(2022, 4, 5))
    assert CN.works(date(2022, 4, 6))
    assert not CN.works(date(2022, 4, 9))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ((2022, 3, 29), 2, (2022, 3, 31)),
        ((2022, 4, 1), 1, (2022, 4, 2)),
        ((2022, 4, 1), 2, (2022, 4, 6)),
        ((2022, 4, 3), 0, (2022, 4, 6)),
        ((2022, 4, 6), 0, (2022, 4, 6)),
        ((2022, 4, 6), -1, (2022, 4, 2)),
        ((2022, 9, 30), 1, (2022, 10, 8)),
    ],
)
def test_a_term_counts_from_the_day_after(start, n, end):
    assert CN.add_working_days(date(*start), n) == date(*end)


def test_what_the_unit_decided_goes_before_the_country():
    mine = WorkingDays("CN", {date(2022, 3, 30): False, date(2022, 4, 4): True})
    assert mine.add_working_days(date(2022, 3, 29), 2) == date(2022, 4, 1)
    assert mine.works(date(2022, 4, 4))


def test_a_year_nobody_has_announced_is_said_to_be_a_guess():
    assert CN.known(2022)
    assert not CN.known(2099)
    assert not CN.known(1900)
    assert CN.guessed(date(2022, 12, 1), date(2023, 2, 1)) == ()
    assert CN.guessed(date(2098, 1, 1), date(2099, 1, 1)) == (2098, 2099)
    assert WorkingDays("GB").known(2040)


def test_a_country_without_a_calendar_is_refused():
    with pytest.raises(UnknownCountry):
        WorkingDays("XX")


def test_a_term_in_working_days_runs_out_with_the_day_there():
    start = datetime(2022, 3, 29, 17, tzinfo=UTC)  # already the 30th in Shanghai
    due = CN.due(start, 2, unit="WD", zone=HERE)
    assert due.isoformat() == "2022-04-01T23:59:59+08:00"


@pytest.mark.parametrize(("unit", "seconds"), [("d", 86400), ("h", 3600), ("min", 60)])
def test_other_terms_are_exact(unit, seconds):
    start = datetime(2022, 3, 29, 17, tzinfo=UTC)
    due = CN.due(start, 5, unit=unit, zone=HERE)
    assert due - start == timedelta(seconds=5 * seconds)


def test_terms_that_make_no_sense_are_refused():
    start = datetime(2022, 3, 29, 17, tzinfo=UTC)
    for amount, unit in ((1, "weeks"), (1.5, "WD")):
        with pytest.raises(ValueError):
            CN.due(start, amount, unit=unit, zone=HERE)
    with pytest.raises(ValueError):
        CN.due(start.replace(tzinfo=None), 1, unit="WD", zone=HERE)


@pytest.mark.parametrize("n", [10**9, -(10**9), 3661])
def test_a_mistyped_number_is_refused_at_once(n):
    with pytest.raises(TooFar):
        CN.add_working_days(date(2022, 1, 1), n)
    with pytest.raises(TooFar):
        CN.due(datetime(2022, 1, 1, tzinfo=UTC), 10**12, unit="d", zone=HERE)


def test_the_end_of_the_calendar_is_no_crash():
    with pytest.raises(TooFar):
        CN.add_working_days(date(9999, 12, 30), 5)


@settings(max_examples=60, deadline=None)
@given(start=DAYS, n=st.integers(1, 60))
def test_adding_and_counting_agree(start, n):
    end = CN.add_working_days(start, n)
    assert CN.works(end)
    assert CN.count(start, end) == n
    assert CN.count(end, start) == -n
    assert CN.add_working_days(end + timedelta(days=1), -1) == end
