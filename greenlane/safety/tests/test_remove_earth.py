"""Taking an earth off: people clear by their leader's word, two people, once."""

import pytest

from greenlane.core.refusals import GateHeld, Refused
from tests import endings, stages


def test_it_comes_off_when_people_are_clear(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    placed = ticket.isolation.earths.get()
    endings.unearth(cast, placed)
    placed.refresh_from_db()
    assert placed.removed_with == cast.people["gao"]


def test_it_comes_off_once(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    placed = ticket.isolation.earths.get()
    endings.unearth(cast, placed)
    data = {"earth": str(placed.pk), "removed_with": cast.id("gao")}
    with pytest.raises(Refused, match="earth-off-already"):
        cast.do("safety.remove_earth", data, by="he")


def test_one_person_takes_no_earth_off(cast):
    isolation = stages.earthed(cast, stages.order(cast))
    data = {"earth": str(isolation.earths.get().pk), "removed_with": cast.id("he")}
    with pytest.raises(Refused, match="earth-by-one-person"):
        cast.do("safety.remove_earth", data, by="he")


def test_without_any_word_the_gate_holds(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    placed = ticket.isolation.earths.get()
    data = {"earth": str(placed.pk), "removed_with": cast.id("gao")}
    with pytest.raises(GateHeld):
        cast.do("safety.remove_earth", data, by="he")
