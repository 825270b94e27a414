"""Revoke, permit or withdraw against "energise", at the same moment, over HTTP.

None energises after the other was done. Shown to be the locks' work: without them the
same races go wrong.
"""

import pytest
from django.db import connection

from greenlane.core import locks
from greenlane.core.refusals import NotFound
from tests.soak.races import RACES, ready, run

ONCE, OFTEN, TO_SEE_IT_FAIL = 20, 2000, 300


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


@pytest.mark.soak
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite serialises writers")
def test_without_the_locks_some_energise_after_the_other_was_done(
    served, figures, monkeypatch
):
    """The negative control: here violations have to be found."""
    monkeypatch.setattr(locks, "_locked", _only_read)
    step, violations = ready(served.cast), 0
    for name in RACES:
        outcome = run(served, name, step, TO_SEE_IT_FAIL)
        figures(f"WITHOUT LOCKS, {name} / energise: {outcome}")
        violations += outcome.violations
    assert violations > 0


def _only_read(lock):
    row = lock.model._default_manager.filter(pk=lock.pk).first()
    if row is None:
        raise NotFound(lock.model._meta.model_name or "row")
    return row
