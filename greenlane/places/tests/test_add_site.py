"""A site is added once under its code."""

import pytest

from greenlane.core.refusals import NotAllowed, Refused
from greenlane.places.models import Site

SITE = {"code": "TYG", "name_zh": "体育馆方舱"}


def test_a_site_is_added(cast):
    cast.do("places.add_site", SITE, by="wang")
    assert Site.objects.get(code="TYG").unit == cast.unit


def test_a_code_is_used_once(cast):
    with pytest.raises(Refused, match="site-code-used"):
        cast.do("places.add_site", {**SITE, "code": "GZF"}, by="wang")


def test_crew_adds_no_site(cast):
    with pytest.raises(NotAllowed):
        cast.do("places.add_site", SITE, by="zhou")
