"""G10a: a test area is closed and empty, and while a test runs nobody enters."""

from greenlane.safety.gates import g10a_test_area_clear as g10a
from greenlane.safety.tests.stage import act, held, put, stint, task
from tests import stages

ALONE = {"exclusive": True, "gives": "G10"}


def begin_test(of):
    return act(of, "stint", also=frozenset({"stint_test"}))


def test_a_closed_area_lets_the_testers_in(cast):
    of = stages.order(cast)
    assert held(g10a, begin_test(of)) == ["evidence-missing"]
    row = put(cast, of, "area_closed")
    assert held(g10a, begin_test(of)) == []
    assert g10a.basis(begin_test(of)) == [("evidence", row.pk)]


def test_everybody_elses_stint_in_the_area_ends_first(cast):
    of, other = stages.order(cast), stages.order(cast, "BY-2")
    stint(cast, other, over=False)
    put(cast, of, "area_closed")
    assert "others-in-the-area" in held(g10a, begin_test(of))


def test_whoever_enters_opens_the_area_again(cast):
    of = stages.order(cast)
    put(cast, of, "area_closed")
    task(of, "T2", gives="G11")  # an inspector enters too
    stint(cast, of)
    assert held(g10a, begin_test(of)) == ["evidence-stale"]


def test_one_test_after_the_other_needs_no_second_fence(cast):
    of = stages.order(cast)
    put(cast, of, "area_closed")
    task(of, "T2", **ALONE)
    stint(cast, of)
    assert held(g10a, begin_test(of)) == []


def test_nobody_begins_where_a_test_is_running(cast):
    of = stages.order(cast)
    task(of, "T2", **ALONE)
    stint(cast, of, over=False)
    assert held(g10a, act(of, "stint")) == ["test-is-running"]
    assert held(g10a, act(of, "stint", areas=("lv",))) == []
