"""The name of a unit is mended; its code and its place stay."""

import pytest

from greenlane.core.models import Unit
from greenlane.core.refusals import NotAllowed, NotFound, Refused


def change(cast, *, by="root", **said):
    return cast.do("core.change_unit", {"unit": "BY", **said}, by=by)


def test_a_name_is_mended(cast):
    change(cast, name_en="Biyang County Power")
    unit = Unit.objects.get(code="BY")
    assert (unit.name_zh, unit.name_en) == ("泌阳县供电公司", "Biyang County Power")
    with pytest.raises(Refused, match="nothing-to-change"):
        change(cast, name_zh="泌阳县供电公司")


def test_no_other_unit_and_not_by_everybody(cast):
    with pytest.raises(NotFound):
        change(cast, unit="QS", name_zh="确山")
    with pytest.raises(NotAllowed):
        change(cast, by="zhao", name_zh="泌阳")
