"""A device is known once by its dual name, and by what feeds it."""

import pytest

from greenlane.core.models import Event
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused
from greenlane.network.models import Device

BOX = {"name": "花园路分支箱", "number": "F-03", "kind": "box", "volts": 400}


@pytest.mark.parametrize("who", ["root", "chen", "zhao"])
def test_a_device_is_added_below_what_feeds_it(cast, who):
    fed = {**BOX, "parent": str(cast.source.pk)}
    cast.do("network.add_device", fed, by=who)
    device = Device.objects.get(number="F-03")
    assert (device.unit, device.parent) == (cast.unit, cast.source)
    assert Event.objects.get().name == "network.device_added"


def test_a_dual_name_stands_for_one_device(cast):
    twin = {**BOX, "name": cast.source.name, "number": cast.source.number}
    with pytest.raises(Refused, match="dual-name-used") as refused:
        cast.do("network.add_device", twin, by="chen")
    assert refused.value.facts["field"] == "number"
    cast.do("network.add_device", {**twin, "number": "T-0513"}, by="chen")


@pytest.mark.parametrize("wrong", [{"volts": 0}, {"kind": "pump"}, {"number": ""}])
def test_a_device_is_never_half_described(cast, wrong):
    with pytest.raises(Malformed):
        cast.do("network.add_device", {**BOX, **wrong}, by="chen")


def test_a_source_that_nobody_knows_is_none_at_all(cast):
    with pytest.raises(NotFound):
        unknown = {**BOX, "parent": str(cast.site.pk)}
        cast.do("network.add_device", unknown, by="chen")


def test_crew_adds_no_device(cast):
    with pytest.raises(NotAllowed):
        cast.do("network.add_device", BOX, by="zhou")
