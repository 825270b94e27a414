"""A crew begins in the field by a release: gates, certified and free people, order."""

import pytest

from greenlane.core.actors import TOKEN, actor_for
from greenlane.core.door import perform
from greenlane.core.refusals import GateHeld, NotAllowed, Refused
from greenlane.work.models import Clearance, Head, Stint
from greenlane.work.stints import act_of
from greenlane.work.tests.stage import done, inside, key_of, task


@pytest.fixture
def briefed(cast, order, gate):
    done(cast, order, "A01", "A03", "A07")
    return order


def start(cast, order, key="A10", *heads, by="liu"):
    crew = [{"person": cast.id(name)} for name in heads]
    data = {"task": key_of(order, key), "heads": crew}
    return cast.do("work.start_field_work", data, by=by).facts["stint"]


def test_a_stint_begins_with_its_own_clearance_and_heads(cast, briefed, gate):
    key = start(cast, briefed, "A10", "zhou")
    stint = Stint.objects.get()
    assert (str(stint.pk), stint.clearance_id) == (key, stint.pk)
    assert stint.leader == cast.people["liu"]
    assert Head.objects.count() == 2
    assert gate.asked.kinds == {"stint", "build"}
    assert set(gate.asked.people) == {cast.people[n].pk for n in ("liu", "zhou")}


def test_a_shut_gate_lets_nobody_begin(cast, briefed, gate):
    gate.shut = True
    with pytest.raises(GateHeld):
        start(cast, briefed, "A10", "zhou")
    assert not Stint.objects.exists()
    assert not Clearance.objects.exists()


def test_a_machine_lets_nobody_begin(cast, briefed):
    actor = actor_for(cast.accounts["liu"], via=TOKEN)
    with pytest.raises(NotAllowed):
        perform(
            "work.start_field_work",
            {"task": key_of(briefed, "A10"), "challenge": "x", "pin": "2468"},
            by=actor,
        )


def test_what_comes_before_must_be_done(cast, briefed):
    with pytest.raises(Refused, match="predecessor-open") as refused:
        start(cast, briefed, "A15", by="qian")
    assert refused.value.facts["before"] == "A10 A11"


def test_every_person_who_cannot_is_named_at_once(cast, briefed):
    def ill():
        type(cast.people["xu"]).objects.filter(pk=cast.people["xu"].pk).update(
            unfit_since=cast.people["xu"].certificates.first().issued_at
        )

    inside(cast, ill)
    with pytest.raises(Refused, match="people-not-ready") as refused:
        start(cast, briefed, "A10", "xu", "guo")
    found = {(m["what"], m["holder"]) for m in refused.value.facts["missing"]}
    assert found == {
        ("person-unfit", f"person:{cast.id('xu')}"),
        ("person-not-certified", f"person:{cast.id('guo')}"),
    }


def test_nobody_works_in_two_crews(cast, briefed):
    start(cast, briefed, "A10", "zhou")
    with pytest.raises(Refused, match="people-not-ready"):
        start(cast, briefed, "A11", "zhou", by="ma")


def test_a_head_joins_by_a_release_and_leaves_by_a_word(cast, briefed, gate):
    key = start(cast, briefed, "A10", "zhou")
    joining = {"stint": key, "person": cast.id("xu")}
    gate.shut = True
    with pytest.raises(GateHeld):
        cast.do("work.join_stint", joining, by="liu")
    gate.shut = False
    cast.do("work.join_stint", joining, by="liu")
    assert len(gate.asked.people) == 3
    cast.do("work.leave_stint", joining, by="xu")
    with pytest.raises(Refused, match="not-in-this-stint"):
        cast.do("work.leave_stint", joining, by="xu")
    assert Head.objects.filter(left_at__isnull=True).count() == 2


def test_work_does_not_go_on_without_its_leader(cast, briefed):
    key = start(cast, briefed, "A10", "zhou")
    with pytest.raises(Refused, match="leader-stays"):
        cast.do("work.leave_stint", {"stint": key, "person": cast.id("liu")}, by="liu")


def test_a_leader_who_falls_ill_is_replaced_by_one_of_the_crew(cast, briefed):
    key = start(cast, briefed, "A10", "zhou")
    replace = {"stint": key, "leader": cast.id("ma")}
    with pytest.raises(Refused, match="not-in-this-stint"):
        cast.do("work.replace_stint_leader", replace, by="zhao")
    replace["leader"] = cast.id("zhou")
    cast.do("work.replace_stint_leader", replace, by="zhao")
    cast.do("work.leave_stint", {"stint": key, "person": cast.id("liu")}, by="liu")
    stint = Stint.objects.get()
    assert stint.leader == cast.people["zhou"]
    assert stint.task.assignments.get(ended_at=None).role == "leader"


def test_the_act_says_all_that_a_stint_is(cast, order):
    row = task(order, "A15")
    row.exclusive, row.on, row.live = True, "isolated", True
    kinds = act_of(row, row.pk, ()).kinds
    assert kinds == {"stint", "stint_isolated", "stint_live", "stint_test"}
