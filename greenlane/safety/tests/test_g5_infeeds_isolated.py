"""G5: each infeed of the section is open; a stray one of the site counts too."""

from greenlane.core import clock, guard
from greenlane.core.gatewalk import Act
from greenlane.safety.gates import g5_infeeds_isolated as g5
from greenlane.safety.models import Infeed
from tests import stages


def whats(isolation):
    act = Act(
        "place_earth", unit=isolation.unit_id, order=isolation.order_id,
        subject=isolation.pk,
    )  # fmt: skip
    return [each.what for each in g5.missing(act)]


def stray(cast, **where):
    with guard.lifted():
        return Infeed.objects.create(
            unit=cast.unit,
            kind="generator",
            name="发电机",
            found_at=clock.now(),
            **where,
        )


def test_every_infeed_open_passes(cast):
    assert whats(stages.isolated(cast, stages.order(cast))) == []


def test_one_that_is_not_open_holds(cast):
    assert whats(stages.section(cast, stages.order(cast))) == ["infeed-not-isolated"]


def test_a_section_without_infeeds_is_not_believed(cast):
    isolation = stages.section(cast, stages.order(cast))
    with guard.lifted():
        isolation.infeeds.update(gone_at=clock.now())
    assert whats(isolation) == ["no-infeed-recorded"]


def test_a_stray_infeed_of_the_site_holds(cast):
    isolation = stages.isolated(cast, stages.order(cast))
    stray(cast, site=cast.site)
    assert whats(isolation) == ["infeed-not-isolated"]


def test_a_stray_infeed_on_the_source_elsewhere_holds(cast):
    isolation = stages.isolated(cast, stages.order(cast))
    other = stages.shared_pole(cast)
    stray(cast, site=other.site, device=cast.source)
    assert whats(isolation) == ["infeed-not-isolated"]


def test_an_infeed_that_is_gone_does_not_hold(cast):
    isolation = stages.isolated(cast, stages.order(cast))
    found = stray(cast, site=cast.site)
    with guard.lifted():
        Infeed.objects.filter(pk=found.pk).update(gone_at=clock.now())
    assert whats(isolation) == []
