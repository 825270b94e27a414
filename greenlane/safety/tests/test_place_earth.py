"""Earths: after isolating and proving, by two people, each set in one place."""

import pytest
from django.db import IntegrityError, transaction

from greenlane.core import guard
from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import EarthSet
from tests import stages


def test_the_set_hangs_where_it_was_placed(cast):
    stages.earthed(cast, stages.order(cast))
    assert EarthSet.objects.get().placed_with == cast.people["gao"]


def test_no_earth_goes_on_before_the_section_is_proved_dead(cast):
    isolation = stages.isolated(cast, stages.order(cast))
    with pytest.raises(GateHeld) as held:
        stages.earth(cast, isolation)
    assert [each.gate for each in held.value.missing] == ["G6"]


def test_one_person_places_no_earth(cast):
    isolation = stages.dead(cast, stages.order(cast))
    data = {
        "isolation": str(isolation.pk), "number": "E1", "place": "x",
        "placed_with": cast.id("he"),
    }  # fmt: skip
    with pytest.raises(Refused, match="earth-by-one-person"):
        cast.do("safety.place_earth", data, by="he")


def test_a_set_hangs_in_one_place(cast):
    isolation = stages.earthed(cast, stages.order(cast))
    with pytest.raises(Refused, match="earth-set-in-use"):
        stages.earth(cast, isolation, "E1")


def test_the_rows_want_two_people(cast):
    stages.earthed(cast, stages.order(cast))
    with guard.lifted(), pytest.raises(IntegrityError), transaction.atomic():
        EarthSet.objects.update(placed_with=cast.people["he"])
