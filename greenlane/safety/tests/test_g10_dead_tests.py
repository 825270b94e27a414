"""G10: the section was tested, it passed, and nobody has worked on it since."""

import pytest

from greenlane.safety.acts import CLOSINGS
from greenlane.safety.gates import g10_dead_tests as g10
from greenlane.safety.tests.stage import act, held, put, stint, task
from tests import stages
from tests.evidence import close_area


@pytest.mark.parametrize("kind", sorted(CLOSINGS))
def test_a_passed_test_opens_every_closing(cast, kind):
    of = stages.order(cast)
    assert held(g10, act(of, kind)) == ["evidence-missing"]
    row = put(cast, of, "dead_test")
    assert held(g10, act(of, kind)) == []
    assert g10.basis(act(of, kind)) == [("evidence", row.pk)]


def test_a_failed_test_takes_the_older_passed_one_with_it(cast):
    of = stages.order(cast)
    put(cast, of, "dead_test", ago=10)
    put(cast, of, "dead_test", passed=False)
    assert held(g10, act(of, "energise")) == ["evidence-failed"]


def test_every_area_of_the_act_is_tested(cast):
    of = stages.order(cast)
    put(cast, of, "dead_test")
    assert held(g10, act(of, "energise", areas=("src", "lv"))) == ["evidence-missing"]
    assert held(g10, act(of, "energise", areas=())) == ["no-area-named"]


@pytest.mark.parametrize("over", [True, False])
def test_work_on_the_section_makes_it_stale(cast, over):
    of = stages.order(cast)
    put(cast, of, "dead_test")
    stint(cast, of, over=over)
    assert held(g10, act(of, "energise")) == ["evidence-stale"]


def test_naming_the_work_as_the_test_hides_no_work(cast):
    of = stages.order(cast)
    figure = {"kind": "insulation_lv", "value": 50, "unit_of_measure": "MΩ"}
    rows = [figure, {"kind": "polarity", "answer": "yes"}]
    data = {
        "order": str(of.pk), "task": str(task(of, "T2").pk), "area": "src",
        "instrument": "Y-7", "readings": rows,
    }  # fmt: skip
    close_area(cast, of, "src")
    cast.do("safety.record_test", data, by="qian")
    stint(cast, of)
    assert held(g10, act(of, "energise")) == ["evidence-stale"]


def test_work_elsewhere_and_the_testing_itself_leave_it_fresh(cast):
    of = stages.order(cast)
    put(cast, of, "dead_test")
    stint(cast, of, "T1")
    task(of, "T2", gives="G10")
    stint(cast, of, "T2")
    assert held(g10, act(of, "energise")) == []
