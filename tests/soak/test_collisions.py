"""Revoke, permit or withdraw against "energise", at the same moment, over HTTP.

None energises after the other was done. Shown to be the locks' work: without them the
same races go wrong.
"""

import pytest
from django.db import connection
from django.db.models import QuerySet

from greenlane.core import locks
from greenlane.core.models import Head
from tests.soak.races import RACES, ready, run
from tests.soak.worst import WorstMoment

ONCE, OFTEN = 20, 2000
AT_WORST, SOAKED_AT_WORST = 3, 100
# Without locks the order is still held: energise writes into the row of the order.
BY_LOCKS_ALONE = [name for name in RACES if name != "withdraw order"]


@pytest.mark.parametrize("name", RACES)
def test_none_energises_after_the_other_was_done(served, name):
    outcome = run(served, name, ready(served.cast), ONCE)
    assert outcome.violations == 0, outcome


@pytest.mark.soak
@pytest.mark.parametrize("name", RACES)
def test_none_energises_after_the_other_was_done_two_thousand_times(
    served, name, figures
):
    outcome = run(served, name, ready(served.cast), OFTEN)
    figures(f"{name} / energise: {outcome}")
    assert outcome.violations == 0, outcome
    # It was a race: both ways round, and never both refused.
    assert outcome.ends["only the other"] > OFTEN / 10
    assert outcome.ends["energised first"] + outcome.ends["only energised"] > OFTEN / 10
    assert outcome.ends["neither"] == 0


@pytest.mark.parametrize("name", RACES)
def test_none_energises_after_the_other_even_at_the_worst_moment(
    served, name, monkeypatch
):
    step, meeting = ready(served.cast), WorstMoment(monkeypatch)
    outcome = run(served, name, step, AT_WORST, meeting)
    assert outcome.violations == 0, outcome
    assert outcome.ends["energised first"] + outcome.ends["only energised"] == AT_WORST


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite serialises writers")
@pytest.mark.parametrize("name", BY_LOCKS_ALONE)
def test_without_the_locks_some_energise_after_the_other_was_done(
    served, name, monkeypatch
):
    """The negative control: here violations have to be found."""
    step, meeting = ready(served.cast), WorstMoment(monkeypatch)
    _only_read(monkeypatch)
    outcome = run(served, name, step, AT_WORST, meeting)
    assert outcome.violations == AT_WORST, outcome


@pytest.mark.soak
@pytest.mark.parametrize("name", RACES)
def test_at_the_worst_moment_it_is_the_locks_that_hold(
    served, name, monkeypatch, figures
):
    step, meeting = ready(served.cast), WorstMoment(monkeypatch)
    outcome = run(served, name, step, SOAKED_AT_WORST, meeting)
    figures(f"worst moment, {name} / energise: {outcome}")
    assert outcome.violations == 0, outcome
    if connection.vendor == "sqlite":
        return
    _only_read(monkeypatch)
    outcome = run(served, name, step, SOAKED_AT_WORST, meeting)
    figures(f"WITHOUT LOCKS, worst moment, {name} / energise: {outcome}")
    assert name not in BY_LOCKS_ALONE or outcome.violations > SOAKED_AT_WORST / 2


def _only_read(monkeypatch):
    """No row is locked any more, but the head of the stream: it gives the numbers."""
    plain = QuerySet.select_for_update

    def reading(rows, *args, **named):
        return plain(rows, *args, **named) if rows.model is Head else rows

    monkeypatch.setattr(QuerySet, "select_for_update", reading)
    build = locks._rows.__wrapped__  # built anew each time: none is kept with its lock
    monkeypatch.setattr(locks, "_rows", lambda *a, **named: list(build(*a, **named)))
