"""G7: at least one set hangs, and both people have signed for each."""

from greenlane.core.gatewalk import Act
from greenlane.safety.gates import g7_earths_on as g7
from greenlane.safety.models import EarthSet
from tests import stages


def whats(isolation):
    act = Act(
        "permit", unit=isolation.unit_id, order=isolation.order_id, subject=isolation.pk
    )
    return [each.what for each in g7.missing(act)]


def test_a_signed_set_passes(cast):
    assert whats(stages.earthed(cast, stages.order(cast))) == []


def test_none_holds(cast):
    assert whats(stages.dead(cast, stages.order(cast))) == ["no-earth-on"]


def test_a_set_signed_by_one_holds(cast):
    isolation = stages.dead(cast, stages.order(cast))
    data = {
        "isolation": str(isolation.pk), "number": "E1", "place": "x",
        "placed_with": cast.id("gao"),
    }  # fmt: skip
    cast.do("safety.place_earth", data, by="he")
    assert whats(isolation) == ["earth-unsigned"]
    stages.sign(cast, EarthSet.objects.get(), "guard", by="gao")
    assert whats(isolation) == []
