"""What is on record about a place is mended by hand; the rest stays."""

import pytest

from greenlane.core.refusals import NotAllowed, Refused
from greenlane.places.models import Site, SupplyPoint


def change(cast, *, by="wang", **said):
    return cast.do("places.change_site", {"site": str(cast.site.pk), **said}, by=by)


def test_a_site_is_mended(cast):
    change(cast, name_zh="公租房", longitude=0.0)
    site = Site.objects.get(pk=cast.site.pk)
    assert (site.name_zh, site.name_en) == ("公租房", "Rental blocks")
    assert site.longitude == 0.0
    with pytest.raises(Refused, match="nothing-to-change"):
        change(cast, name_zh="公租房")
    with pytest.raises(NotAllowed):
        change(cast, by="zhou", name_zh="房")


def test_a_supply_point_is_called_otherwise(cast):
    point = {"point": str(cast.block1.pk)}
    cast.do("places.rename_point", {**point, "name_zh": "一号楼"}, by="wang")
    assert SupplyPoint.objects.get(pk=cast.block1.pk).name_zh == "一号楼"
    with pytest.raises(Refused, match="point-name-used"):
        cast.do("places.rename_point", {**point, "name_zh": "2号楼"}, by="wang")
