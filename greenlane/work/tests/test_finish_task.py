"""A task is finished by a claim, in its turn; what a gate needs is never dropped."""

from datetime import timedelta

import pytest

from greenlane.core import clock
from greenlane.core.models import OpenClaim
from greenlane.core.refusals import Refused
from greenlane.work.queries import open_claims
from greenlane.work.tests.stage import desk_stint, done, key_of, task


def finish(cast, order, key, by="wang", **kw):
    return cast.do("work.finish_task", {"task": key_of(order, key)}, by=by, **kw)


def test_a_task_is_finished_after_somebody_worked_on_it(cast, order):
    with pytest.raises(Refused, match="task-never-begun"):
        finish(cast, order, "A01")
    stint = desk_stint(cast, order, "A01", by="wang")
    with pytest.raises(Refused, match="stint-open"):
        finish(cast, order, "A01")
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    finish(cast, order, "A01")
    assert task(order, "A01").recorded_seq
    with pytest.raises(Refused, match="task-over"):
        finish(cast, order, "A01")


def test_it_is_not_finished_before_its_turn(cast, order):
    stint = desk_stint(cast, order, "A03", by="chen")
    cast.do("work.end_stint", {"stint": stint}, by="chen")
    with pytest.raises(Refused, match="predecessor-open"):
        finish(cast, order, "A03", by="chen")


def test_a_late_claim_that_cannot_be_taken_stays_open(cast, order):
    early = clock.now() - timedelta(minutes=5)
    left = finish(cast, order, "A03", by="chen", at=early, queued=True)
    assert left.code == "claim-left-open"
    assert OpenClaim.objects.get().code == "predecessor-open"
    assert len(open_claims(cast.actor("zhao"))) == 1
    assert open_claims(cast.actor("stranger")) == []


def test_it_does_not_end_before_its_last_stint(cast, order):
    stint = desk_stint(cast, order, "A01", by="wang")
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    early = clock.now() - timedelta(hours=1)
    finish(cast, order, "A01", at=early, queued=True)
    row = task(order, "A01")
    assert row.finished_at == row.stints.get().ended_at
    assert row.finished_source == "declared"


def test_plain_work_is_dropped_with_a_reason(cast, order):
    data = {"task": key_of(order, "A11"), "reason": "one cable is enough"}
    cast.do("work.drop_task", data, by="zhao")
    assert task(order, "A11").dropped_why == "one cable is enough"
    done(cast, order, "A10")


@pytest.mark.parametrize("key", ["A03", "A07", "A15", "A18", "A20"])
def test_what_a_gate_relies_on_is_never_dropped(cast, order, key):
    data = {"task": key_of(order, key), "reason": "no time"}
    with pytest.raises(Refused, match="task-is-for-safety"):
        cast.do("work.drop_task", data, by="zhao")
