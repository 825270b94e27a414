"""An access zone says whether one goes in alone."""

import pytest

from greenlane.core.refusals import Malformed, Refused
from greenlane.places.models import Zone

CONTROL = {"name": "管控区甲", "kind": "control", "escort": "yes", "kit": "二级防护"}


def test_a_zone_is_added_with_its_rules(cast):
    cast.do("places.add_zone", CONTROL, by="wang")
    assert Zone.objects.get().escort
    with pytest.raises(Refused, match="zone-name-used"):
        cast.do("places.add_zone", CONTROL, by="wang")


def test_an_escort_not_answered_is_no_no(cast):
    with pytest.raises(Malformed):
        cast.do("places.add_zone", {"name": "甲", "kind": "control"}, by="wang")
