"""Desk work begins and ends without a gate; a person is at one place at a time."""

import pytest

from greenlane.core import clock
from greenlane.core.refusals import NotFound, Refused
from greenlane.work.models import Clearance, Head, Stint, Task
from greenlane.work.stints import is_desk
from greenlane.work.tests.stage import desk_stint, key_of, task


def test_a_desk_stint_has_a_clearance_of_its_own_and_ends(cast, order):
    key = desk_stint(cast, order, "A01", by="wang")
    stint = Stint.objects.get()
    assert (stint.clearance_id, stint.field) == (stint.pk, False)
    assert Clearance.objects.get().kind == "desk"
    cast.do("work.end_stint", {"stint": key}, by="wang")
    assert Head.objects.get().left_at
    with pytest.raises(Refused, match="stint-ended"):
        cast.do("work.end_stint", {"stint": key}, by="wang")


def test_field_work_does_not_begin_at_the_desk(cast, order):
    with pytest.raises(Refused, match="field-work-needs-gates"):
        desk_stint(cast, order, "A10", by="zhou")


def test_nobody_is_in_two_stints(cast, order):
    stint = desk_stint(cast, order, "A01", by="wang")
    with pytest.raises(Refused, match="people-not-ready") as refused:
        desk_stint(cast, order, "A01", by="wang")
    [held] = refused.value.facts["missing"]
    assert (held["what"], held["facts"]["stint"]) == ("person-at-work", stint)


def test_a_stranger_finds_no_task(cast, order):
    with pytest.raises(NotFound):
        desk_stint(cast, order, "A01", by="stranger")


def test_what_is_on_a_section_or_live_is_never_desk_work(cast, order):
    row = task(order, "A01")
    assert is_desk(row)
    for field, value in [
        ("areas", "lv"), ("acts", "energise"), ("on", "isolated"), ("live", True)
    ]:  # fmt: skip
        changed = Task(stage="intake", skill="intake", **{field: value})
        assert not is_desk(changed)


def test_a_late_beginning_from_a_queue_is_taken_and_marked(cast, order):
    from datetime import timedelta

    early = clock.now() - timedelta(minutes=30)
    cast.do(
        "work.start_desk_work", {"task": key_of(order, "A01")},
        by="wang", at=early, queued=True,
    )  # fmt: skip
    stint = Stint.objects.get()
    assert (stint.happened_at, stint.time_source) == (early, "declared")
