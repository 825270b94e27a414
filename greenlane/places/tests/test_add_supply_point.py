"""A supply point is added with the way it is fed."""

import pytest

from greenlane.core.models import Event
from greenlane.core.refusals import Malformed, NotFound, Refused
from greenlane.places.models import SupplyPoint, SupplyState


def ask(cast, **more):
    return {"site": str(cast.site.pk), "name_zh": "3号楼", "state": "dark", **more}


def test_a_point_has_its_first_state_and_fact(cast):
    done = cast.do("places.add_supply_point", ask(cast), by="wang")
    point = SupplyPoint.objects.get(pk=done.facts["point"])
    state = SupplyState.objects.get(point=point)
    assert (point.area, state.state, state.ended_at) == ("lv", "dark", None)
    assert state.recorded_seq == Event.objects.get().seq


@pytest.mark.parametrize(
    "wrong", [{"state": "partial"}, {"state": ""}, {"area": "LV 1"}]
)
def test_a_point_is_never_half_described(cast, wrong):
    with pytest.raises(Malformed):
        cast.do("places.add_supply_point", ask(cast, **wrong), by="wang")


def test_a_name_is_used_once_at_a_site(cast):
    with pytest.raises(Refused, match="point-name-used"):
        cast.do("places.add_supply_point", ask(cast, name_zh="1号楼"), by="wang")


def test_a_foreign_site_is_none_at_all(cast):
    with pytest.raises(NotFound):
        cast.do("places.add_supply_point", ask(cast), by="stranger")
