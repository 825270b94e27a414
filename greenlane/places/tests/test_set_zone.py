"""A site lies in the zone that was set last."""

import pytest

from greenlane.core.refusals import NotFound, Stale
from greenlane.places.models import Site
from greenlane.places.tests.test_add_zone import CONTROL


def _ask(cast):
    zone = cast.do("places.add_zone", CONTROL, by="wang").facts["zone"]
    return {"site": str(cast.site.pk), "zone": zone}


def test_a_site_lies_in_its_zone(cast):
    cast.do("places.set_zone", _ask(cast), by="wang")
    assert Site.objects.get(pk=cast.site.pk).zone.name == CONTROL["name"]


def test_who_saw_the_old_zone_looks_again(cast):
    ask = _ask(cast)
    cast.do("places.set_zone", ask, by="wang")
    with pytest.raises(Stale):
        cast.do("places.set_zone", ask, by="wang", seen={cast.unit.pk: 1})


def test_a_foreign_site_is_none_at_all(cast):
    with pytest.raises(NotFound):
        cast.do("places.set_zone", _ask(cast), by="stranger")
