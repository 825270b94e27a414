"""Of every time that is asked for: no end before its start, nothing done tomorrow.

Each case shows the good data too, which pass: only the time can have been wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms

from greenlane.core import clock
from greenlane.core.command import Command, commands
from greenlane.core.fields import Day, Instant, Rows
from greenlane.core.kinds import DESK
from greenlane.core.refusals import Refused
from greenlane.core.web.problems import as_dict
from greenlane.work.models import Wait
from tests.bad_values import plain_data
from tests.cast import Cast
from tests.census import census
from tests.time_cases import CASES, Case, Data, days, survey, wait

OF_NO_TIME = (
    "2026-11-26T10:00:00", "2026-11-26", "0001-01-01T00:00:00+00:00",
    "1999-12-31T23:59:59+00:00", "2101-01-01T00:00:00+00:00",
    "9999-12-31T23:59:59+00:00", "2026-02-30T10:00:00+08:00", "tomorrow",
)  # fmt: skip
# Days are asked row by row; test_import_people.py, test_set_holiday.py have the cases.
WHOLE_TABLES = {"workforce.import_people", "core.set_holidays"}
OF_NO_DAY = ("0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31", "2026-02-30")
EVERY = [(name, case) for name, cases in CASES.items() for case in cases]


def times_of(form: type[forms.Form], place: str = "") -> Iterator[tuple[str, bool]]:
    """(name of the field, whether it is a whole day), rows looked into."""
    for name, field in form.base_fields.items():
        if isinstance(field, Rows):
            yield from times_of(field.row_form, f"{place}{name}.")
        elif isinstance(field, Instant | forms.DateField | forms.DateTimeField):
            yield f"{place}{name}", isinstance(field, Day)


def fault(cast: Cast, name: str, data: Data, *, by: str, field: str, **kw: Any) -> str:
    """What is wrong with the refusal of these data, or nothing."""
    before = census()
    try:
        done = cast.do(name, data, by=by, **kw)
    except Refused as refused:
        said = as_dict(refused)
    else:
        return f"done: {done.code}"
    if census() != before:
        return "something was written"
    if not 400 <= said["status"] < 500 or not said["code"] or not said["next_step"]:
        return f"not refused as it should be: {said}"
    blamed = {error["field"] for error in said.get("errors", ())}
    if field not in blamed | {said["facts"].get("field")}:
        return f"another field is blamed: {said}"
    return "" if said["title"] != said["code"] else f"no sentence: {said}"


def test_every_command_that_asks_for_a_time_has_its_cases_here() -> None:
    asking = {each.name for each in commands().values() if [*times_of(each.takes)]}
    assert set(CASES) == asking - WHOLE_TABLES


@pytest.mark.parametrize(("name", "case"), EVERY, ids=[name for name, _case in EVERY])
def test_a_time_that_cannot_be_is_refused_and_a_good_one_taken(
    cast: Cast, name: str, case: Case
) -> None:
    good = case.good(cast)
    wrong = [
        (field, {field: value})
        for field, whole_day in times_of(commands()[name].takes)
        for value in (OF_NO_DAY if whole_day else OF_NO_TIME)
    ]
    wrong += case.wrong(good)
    faults = [
        f"{name} {what}: {found}"
        for field, what in wrong
        if (found := fault(cast, name, {**good, **what}, by=case.by, field=field))
    ]
    assert not faults, "\n".join(faults)
    cast.do(name, good, by=case.by)


STRICT = [
    each
    for each in commands().values()
    if not each.kind.clamps and each.needs != "publish"  # the house's own
]
LENIENT = [each for each in commands().values() if each.kind.clamps]


@pytest.mark.parametrize("command", STRICT, ids=[each.name for each in STRICT])
def test_desk_work_and_releases_are_of_now(cast: Cast, command: Command) -> None:
    """Whatever the data: the time is looked at before any row is."""
    data, by = plain_data(command.takes), who_may(cast, command)
    if "again" in data:  # a new secret, typed twice
        data["again"] = data["new_password"]
    if {"team", "person", "shifts"} <= set(data):  # shifts are of one of the two
        del data["person"]
    for far in (-30_000, -1, 1, 30_000):
        at = datetime.now(UTC) + timedelta(days=far)
        assert not fault(cast, command.name, data, by=by, field="at", at=at)


def who_may(cast: Cast, command: Command) -> str:
    """Somebody of the cast who may try this."""
    for name in cast.accounts:
        if not command.needs or cast.actor(name).may(command.needs):
            return name
    raise LookupError(command.needs)


def test_what_comes_late_is_never_told_of_tomorrow(cast: Cast) -> None:
    """Its clock was wrong: it is taken in, at the time of the server, and marked so."""
    assert LENIENT and DESK not in {each.kind for each in LENIENT}
    ahead = clock.wall() + timedelta(days=1)
    data = {**wait(cast), "expected_end": ""}
    cast.do("work.open_wait", data, by="liu", at=ahead)
    told = Wait.objects.get()
    assert told.time_source == "corrected"
    assert told.happened_at <= told.recorded_at < ahead


def test_a_survey_of_tomorrow_that_was_queued_waits_for_a_decision(cast: Cast) -> None:
    data = {**survey(cast), "read_at": days(1)}
    done = cast.do("connections.record_survey", data, by="chen", queued=True)
    assert (done.code, done.facts) == ("claim-left-open", {"code": "time-in-future"})
