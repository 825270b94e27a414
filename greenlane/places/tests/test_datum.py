"""Places as maps of China draw them, and back; elsewhere nothing is shifted."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenlane.places.datum import in_china, shift_to, to_gcj02, to_wgs84

pytestmark = pytest.mark.pure
EAST, NORTH = st.floats(73, 137), st.floats(3, 54)


def metres(one, two):
    north = radians(one[1])
    return 111_320 * hypot((one[0] - two[0]) * cos(north), one[1] - two[1])


def test_a_known_place_lies_where_shifted_maps_draw_it():
    """Tian’anmen, as published converters of the same formula have it."""
    shifted = to_gcj02(116.404, 39.915)
    assert shifted == pytest.approx((116.410244499, 39.916404282), abs=1e-8)
    assert 500 < metres((116.404, 39.915), shifted) < 700


@given(EAST, NORTH)
def test_back_again_is_where_it_was_to_far_less_than_a_metre(east, north):
    shifted = to_gcj02(east, north)
    assert metres(to_wgs84(*shifted), (east, north)) < 0.01
    assert 1 < metres(shifted, (east, north)) < 2000


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_outside_china_and_without_a_datum_nothing_moves(east, north):
    if not in_china(east, north):
        assert to_gcj02(east, north) == (east, north) == to_wgs84(east, north)
    assert shift_to("wgs84")(east, north) == (east, north)
