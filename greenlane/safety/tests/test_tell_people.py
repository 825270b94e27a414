"""Whoever is cut off is told and asked; life support is confirmed by name."""

import pytest

from greenlane.core import clock, guard
from greenlane.safety.models import Evidence, Infeed
from tests import stages

ROW = {"who": "3号楼", "told": "yes", "life_support": "no", "own_generator": "no"}


def tell(cast, *rows):
    of = stages.order(cast)
    data = {"order": str(of.pk), "people": list(rows)}
    done = cast.do("safety.tell_people", data, by="wang")
    return Evidence.objects.get(pk=done.facts["evidence"])


@pytest.mark.parametrize(
    ("change", "passed"),
    [
        ({}, True),
        ({"own_generator": "yes"}, False),  # it is put on record first
        ({"told": "no"}, False),
        ({"told": "unknown"}, False),
        ({"life_support": "unknown"}, False),
        ({"own_generator": "unknown"}, False),
        ({"life_support": "yes"}, False),
        ({"life_support": "yes", "confirmed_by": "李护士"}, True),
    ],
)
def test_told_and_asked_or_it_does_not_hold(cast, change, passed):
    assert tell(cast, {**ROW, **change}).passed is passed


def test_one_neighbour_who_was_not_reached_holds_the_whole_list(cast):
    row = tell(cast, ROW, {**ROW, "who": "4号楼", "told": "no"})
    assert (row.passed, row.lines.filter(ok=False).get().what) == (False, "4号楼")


def test_an_own_generator_that_is_on_record_holds_nothing_back(cast):
    seen = {"site": str(cast.site.pk), "kind": "generator", "name": "柴油机"}
    found = str(cast.do("safety.record_infeed", seen, by="wang").facts["infeed"])
    row = tell(cast, {**ROW, "own_generator": "yes", "infeed": found})
    assert (row.passed, str(row.lines.get().infeed_id)) == (True, found)
    with guard.lifted():
        Infeed.objects.update(gone_at=clock.now())
    again = {**ROW, "own_generator": "yes", "infeed": found}
    data = {"order": str(row.order_id), "people": [again]}
    done = cast.do("safety.tell_people", data, by="wang")
    assert done.facts["passed"] is False
