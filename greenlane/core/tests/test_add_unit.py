"""A unit is added under its parent; a drill may begin on any day."""

import pytest

from greenlane.core.models import Event, Head, Unit
from greenlane.core.refusals import NotAllowed, NotFound, Refused

NEW = {"code": "SH", "name_zh": "沙河供电所", "name_en": "Shahe Station"}


def test_a_unit_stands_below_its_parent_with_a_stream_of_its_own(cast):
    cast.do("core.add_unit", NEW, by="root")
    unit = Unit.objects.get(code="SH")
    assert unit.path == f"{cast.unit.path}{unit.pk}."
    assert unit.parent == cast.unit
    assert unit.pack == cast.unit.pack
    assert Head.objects.get(unit=unit).seq == 0
    assert Event.objects.get(name="core.unit_added").unit == cast.unit


def test_a_drill_unit_begins_in_its_own_scene(cast):
    drill = {"is_drill": True, "clock_start": "2022-03-29T14:05:00+08:00"}
    cast.do("core.add_unit", {**NEW, **drill, "clock_speed": 0}, by="root")
    assert Unit.objects.get(code="SH").scene().speed == 0


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"code": "BY"}, "unit-code-used"),
        ({"timezone": "Asia/Atlantis"}, "unknown-time-zone"),
        ({"clock_start": "2022-03-29T14:05:00+08:00"}, "only-drills-have-clocks"),
    ],
)
def test_a_unit_is_refused_with_its_reason(cast, more, code):
    with pytest.raises(Refused, match=code):
        cast.do("core.add_unit", {**NEW, **more}, by="root")


def test_nobody_adds_a_unit_below_a_foreign_one(cast):
    with pytest.raises(NotFound):
        cast.do("core.add_unit", {**NEW, "parent": "QS"}, by="root")


def test_a_dispatcher_adds_no_unit(cast):
    with pytest.raises(NotAllowed, match="role-missing"):
        cast.do("core.add_unit", NEW, by="zhao")
