"""A plate is read again, and the record is mended."""

import pytest

from greenlane.core.refusals import NotAllowed, NotFound, Refused, Stale
from greenlane.network.models import Device
from greenlane.network.tests.test_add_device import BOX


@pytest.fixture
def box(cast):
    fed = {**BOX, "parent": str(cast.source.pk)}
    return cast.do("network.add_device", fed, by="chen").facts["device"]


def change(cast, device, *, by="chen", seen=None, **more):
    data = {"device": str(device), **more}
    return cast.do("network.change_device", data, by=by, seen=seen)


def test_only_what_was_said_changes(cast, box):
    change(cast, box, number="F-04", volts=380)
    device = Device.objects.get(pk=box)
    assert (device.number, device.volts, device.kind) == ("F-04", 380, "box")
    assert device.parent == cast.source


def test_where_it_stands_is_for_finding_it(cast, box):
    change(cast, box, longitude=113.336, latitude=32.713)
    device = Device.objects.get(pk=box)
    assert (device.longitude, device.latitude) == (113.336, 32.713)
    assert str(device) == f"{BOX['name']} {BOX['number']}", "its name stays its plate"


def test_nothing_said_is_no_change(cast, box):
    with pytest.raises(Refused, match="device-as-recorded"):
        change(cast, box, volts=400)


def test_a_name_of_another_device_is_refused(cast, box):
    with pytest.raises(Refused, match="dual-name-used"):
        change(cast, box, name=cast.source.name, number=cast.source.number)


def test_no_device_is_fed_by_itself(cast, box):
    with pytest.raises(Refused, match="device-feeds-itself"):
        change(cast, cast.source.pk, parent=box)
    with pytest.raises(Refused, match="device-feeds-itself"):
        change(cast, box, parent=box)


def test_who_saw_the_old_record_looks_again(cast, box):
    change(cast, box, volts=380)
    with pytest.raises(Stale):
        change(cast, box, volts=10_000, seen={cast.unit.pk: 1})


def test_crew_changes_none_and_a_stranger_finds_none(cast, box):
    with pytest.raises(NotAllowed):
        change(cast, box, by="zhou", volts=380)
    with pytest.raises(NotFound):
        change(cast, box, by="stranger", volts=380)
