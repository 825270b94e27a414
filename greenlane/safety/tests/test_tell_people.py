"""Whoever is cut off is told and asked; life support is confirmed by name."""

import pytest

from greenlane.safety.models import Evidence
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
