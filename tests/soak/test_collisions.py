"""Revoke, permit, earth or withdraw against "energise", at the same moment, over HTTP.

And the end of a ticket against its permit anew. No release comes after what forbids it.
Shown to be the locks' work: without them the same races go wrong.
"""

import pytest
from django.db import connection
from django.db.models import QuerySet

from greenlane.core import locks
from greenlane.core.models import Head
from tests.soak.races import RACES, run
from tests.soak.worst import WorstMoment

ONCE, OFTEN = 20, 2000
AT_WORST, SOAKED_AT_WORST = 3, 100
# Without locks these still hold, on PostgreSQL too: both sides write into one row
# (the order to switch, the ticket). Who waited for it finds what he was shown changed.
BY_ONE_ROW = {
    "withdraw order / energise", "terminate / permit anew",
    "change leader / permit anew",
}  # fmt: skip
# Without locks this one goes wrong now and then, not every time.
SOMETIMES = {"change leader / go in"}
BY_LOCKS_ALONE = [name for name in RACES if name not in BY_ONE_ROW | SOMETIMES]


@pytest.mark.parametrize("name", RACES)
def test_no_release_comes_after_the_other(served, name):
    race = RACES[name]
    outcome = run(served, race, race.ready(served.cast), ONCE)
    assert outcome.violations == 0, outcome


@pytest.mark.soak
@pytest.mark.parametrize("name", RACES)
def test_no_release_comes_after_the_other_in_two_thousand_meetings(
    served, name, figures
):
    race = RACES[name]
    outcome = run(served, race, race.ready(served.cast), OFTEN)
    figures(f"{name}: {outcome}")
    assert outcome.violations == 0, outcome
    # It was a race: both ways round, and never both refused.
    assert outcome.ends["only the other"] > OFTEN / 10
    assert outcome.released > OFTEN / 10
    assert outcome.ends["neither"] == 0


@pytest.mark.parametrize("name", RACES)
def test_no_release_comes_after_the_other_even_at_the_worst_moment(
    served, name, monkeypatch
):
    race = RACES[name]
    row = race.ready(served.cast)
    alone = run(served, race, row, 1, lambda release, other: other.go())
    assert alone.ends["only the other"] == 1, alone  # or it would be no race
    outcome = run(served, race, row, AT_WORST, WorstMoment(monkeypatch, race))
    assert (outcome.violations, outcome.released) == (0, AT_WORST), outcome


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite serialises writers")
@pytest.mark.parametrize("name", BY_LOCKS_ALONE)
def test_without_the_locks_some_releases_come_after_the_other(
    served, name, monkeypatch
):
    """The negative control: here violations have to be found."""
    race = RACES[name]
    row, meeting = race.ready(served.cast), WorstMoment(monkeypatch, race)
    _only_read(monkeypatch)
    outcome = run(served, race, row, AT_WORST, meeting)
    assert outcome.violations == AT_WORST, outcome


@pytest.mark.soak
@pytest.mark.parametrize("name", RACES)
def test_at_the_worst_moment_it_is_the_locks_that_hold(
    served, name, monkeypatch, figures
):
    race = RACES[name]
    row, meeting = race.ready(served.cast), WorstMoment(monkeypatch, race)
    outcome = run(served, race, row, SOAKED_AT_WORST, meeting)
    figures(f"worst moment, {name}: {outcome}")
    assert outcome.violations == 0, outcome
    if connection.vendor == "sqlite":
        return
    _only_read(monkeypatch)
    outcome = run(served, race, row, SOAKED_AT_WORST, meeting)
    figures(f"WITHOUT LOCKS, worst moment, {name}: {outcome}")
    assert name not in BY_LOCKS_ALONE or outcome.violations > SOAKED_AT_WORST / 2


def _only_read(monkeypatch):
    """No row is locked any more, but the head of the stream: it gives the numbers."""
    plain = QuerySet.select_for_update

    def reading(rows, *args, **named):
        return plain(rows, *args, **named) if rows.model is Head else rows

    monkeypatch.setattr(QuerySet, "select_for_update", reading)
    build = locks._rows.__wrapped__  # built anew each time: none is kept with its lock
    monkeypatch.setattr(locks, "_rows", lambda *a, **named: list(build(*a, **named)))
