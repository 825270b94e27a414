"""Assignments are a person's word; only able people are assigned."""

import pytest

from greenlane.core import clock
from greenlane.core.refusals import Refused
from greenlane.work.models import Assignment
from greenlane.work.tests.stage import inside, key_of, task


def assign(cast, order, key, person, role="crew"):
    data = {"task": key_of(order, key), "person": cast.id(person), "role": role}
    return cast.do("work.assign", data, by="zhao").facts["assignment"]


def test_somebody_is_assigned_and_released(cast, order):
    row = assign(cast, order, "A10", "zhou")
    cast.do("work.unassign", {"assignment": row}, by="zhao")
    found = Assignment.objects.get()
    assert found.ended_seq > found.recorded_seq
    with pytest.raises(Refused, match="assignment-over"):
        cast.do("work.unassign", {"assignment": row}, by="zhao")


def test_one_leader_and_nobody_twice(cast, order):
    assign(cast, order, "A10", "liu", "leader")
    with pytest.raises(Refused, match="task-has-a-leader"):
        assign(cast, order, "A10", "ma", "leader")
    with pytest.raises(Refused, match="assigned-already"):
        assign(cast, order, "A10", "liu", "leader")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pool": "volunteer"}, "person-not-field"),
        ({"unfit_since": clock.now()}, "person-unfit"),
        ({"left_at": clock.now()}, "person-left"),
        ({}, "person-not-certified"),
    ],
)
def test_who_cannot_do_it_is_refused_by_name(cast, order, change, code):
    who = "guo" if not change else "zhou"

    def alter():
        type(cast.people[who]).objects.filter(pk=cast.people[who].pk).update(**change)

    if change:
        inside(cast, alter)
    with pytest.raises(Refused, match="people-not-ready") as refused:
        assign(cast, order, "A10", who)
    [held] = [m for m in refused.value.facts["missing"] if m["what"] == code]
    assert held["holder"] == f"person:{cast.id(who)}"


def test_nobody_is_assigned_to_what_is_over(cast, order):
    stint = cast.do(
        "work.start_desk_work", {"task": key_of(order, "A01")}, by="wang"
    ).facts["stint"]
    assign(cast, order, "A01", "wang")
    cast.do("work.end_stint", {"stint": stint}, by="wang")
    cast.do("work.finish_task", {"task": key_of(order, "A01")}, by="wang")
    assert task(order, "A01").assignments.get().ended_at
    with pytest.raises(Refused, match="task-over"):
        assign(cast, order, "A01", "wang")
