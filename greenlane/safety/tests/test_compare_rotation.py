"""How both sources turn, read where they meet: alike, or nothing is transferred."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.refusals import Refused
from greenlane.places.models import Site
from greenlane.safety.models import Evidence, Infeed
from tests import evidence, stages


@pytest.fixture
def of(cast):
    made = stages.order(cast)
    for kind in ("grid", "generator"):
        way(cast, cast.site, kind)
    return made


def way(cast, site, kind):
    with guard.lifted():
        return Infeed.objects.create(
            unit=cast.unit, site=site, kind=kind, name=kind, found_at=clock.now()
        )


def compare(cast, of, **other):
    return Evidence.objects.get(pk=evidence.rotation(cast, of, "src", **other))


@pytest.mark.parametrize("turn", ["clockwise", "counter", "single"])
def test_alike_is_enough_however_they_turn(cast, of, turn):
    row = compare(cast, of, old_rotation=turn, new_rotation=turn)
    assert row.passed
    told = row.lines.values_list("what", "answer", "infeed__kind")
    assert set(told) == {
        ("old_source", turn, "grid"),
        ("new_source", turn, "generator"),
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("clockwise", "counter"),
        ("clockwise", "single"),
        ("clockwise", "unknown"),
        ("unknown", "unknown"),
    ],
)
def test_not_alike_or_not_read_proves_nothing(cast, of, old, new):
    assert compare(cast, of, old_rotation=old, new_rotation=new).passed is False


def test_two_sources_of_this_very_site_are_named(cast, of):
    grid = str(of.site.infeeds.get(kind="grid").pk)
    with pytest.raises(Refused, match="one-source-twice"):
        compare(cast, of, old_source=grid, new_source=grid)
    with guard.lifted():
        gym = Site.objects.create(unit=cast.unit, code="TYG", name_zh="体育馆")
    far = way(cast, gym, "generator")
    with pytest.raises(Refused, match="infeed-of-another-site"):
        compare(cast, of, new_source=str(far.pk))
    with guard.lifted():
        Infeed.objects.filter(pk=far.pk).update(site=of.site, gone_at=clock.now())
    with pytest.raises(Refused, match="infeed-gone-already"):
        compare(cast, of, new_source=str(far.pk))


def test_what_is_signed_names_both_sources(cast, of):
    row = compare(cast, of)
    named = row.document()["infeeds"]
    assert {what for what, _key in named} == {"old_source", "new_source"}
    assert "infeeds" not in Evidence(kind="rotation", pk=of.pk).document()
