"""Depots: known, mended, given up; a name stands for one of them."""

import pytest

from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused
from greenlane.places.models import Depot

YARD = {
    "name_zh": "城东仓库",
    "name_en": "East yard",
    "longitude": 113.33,
    "latitude": 32.72,
    "holds": "发电车2台",
}


def add(cast, *, by="root", **more):
    return cast.do("places.add_depot", {**YARD, **more}, by=by).facts["depot"]


def test_a_depot_is_added_mended_and_closed(cast):
    key = add(cast)
    cast.do("places.change_depot", {"depot": key, "holds": "发电车3台"}, by="root")
    depot = Depot.objects.get()
    assert (depot.holds, depot.latitude) == ("发电车3台", 32.72)
    cast.do("places.close_depot", {"depot": key}, by="root")
    for verb in ("places.close_depot", "places.change_depot"):
        with pytest.raises(Refused, match="depot-closed-already"):
            cast.do(verb, {"depot": key}, by="root")


def test_a_name_stands_for_one_depot(cast):
    add(cast)
    with pytest.raises(Refused, match="depot-name-used"):
        add(cast)
    other = add(cast, name_zh="城西仓库")
    with pytest.raises(Refused, match="depot-name-used"):
        taken = {"depot": other, "name_zh": YARD["name_zh"]}
        cast.do("places.change_depot", taken, by="root")
    with pytest.raises(Refused, match="nothing-to-change"):
        same = {"depot": other, "name_zh": "城西仓库"}
        cast.do("places.change_depot", same, by="root")


def test_a_position_that_cannot_be_and_a_hand_that_may_not(cast):
    with pytest.raises(Malformed):
        add(cast, latitude=132.7)
    with pytest.raises(NotAllowed):
        add(cast, by="zhou")
    with pytest.raises(NotFound):
        add(cast, unit="QS")
