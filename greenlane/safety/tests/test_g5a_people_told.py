"""G5a: whoever will be cut off, or fed again, was told and asked."""

import pytest

from greenlane.safety.gates import g5a_people_told as g5a
from greenlane.safety.tests.stage import act, held, put
from tests import stages


@pytest.mark.parametrize("kind", ["isolate", "restore_source"])
def test_told_people_open_it_and_silence_holds(cast, kind):
    of = stages.order(cast)
    assert held(g5a, act(of, kind)) == ["evidence-missing"]
    row = put(cast, of, "people_told", "order", by="wang")
    assert held(g5a, act(of, kind)) == []
    assert g5a.basis(act(of, kind)) == [("evidence", row.pk)]


def test_a_longer_list_that_is_not_told_takes_the_shorter_with_it(cast):
    of = stages.order(cast)
    put(cast, of, "people_told", "order")
    put(cast, of, "people_told", "order", passed=False)
    assert held(g5a, act(of, "isolate")) == ["evidence-failed"]


def test_what_was_said_yesterday_is_said_again(cast):
    of = stages.order(cast)
    put(cast, of, "people_told", "order", ago=721)
    assert held(g5a, act(of, "isolate")) == ["evidence-too-old"]
