"""G13: the user's side is open, signed for by the site's electrician; not for long."""

import pytest

from greenlane.core import clock, guard
from greenlane.places.models import Site
from greenlane.safety.gates import g13_user_side_open as g13
from greenlane.safety.models import EvidenceLine, Infeed, Point
from greenlane.safety.models.isolation import InfeedKind
from greenlane.safety.tests.stage import act, held, put, signed
from tests import endings, stages


def open_side(cast, of, *, ago=0, sign=True):
    row = put(cast, of, "user_side_open", by="wu", people=["tang"], ago=ago)
    if sign:
        signed(cast, row, "site_electrician", by="tang")
    return row


@pytest.mark.parametrize("kind", ["energise", "restore_source"])
def test_proved_and_signed_it_opens(cast, kind):
    of = stages.order(cast)
    assert held(g13, act(of, kind)) == ["evidence-missing"]
    row = open_side(cast, of)
    assert held(g13, act(of, kind)) == []
    assert g13.basis(act(of, kind)) == [("evidence", row.pk)]


def test_without_the_electricians_name_under_it_nothing_is_proved(cast):
    of = stages.order(cast)
    open_side(cast, of, sign=False)
    assert held(g13, act(of, "energise")) == ["electrician-unsigned"]


def test_an_hour_later_it_says_nothing(cast):
    of = stages.order(cast)
    open_side(cast, of, ago=61)
    assert held(g13, act(of, "energise")) == ["evidence-too-old"]


def test_a_ticket_that_ended_since_makes_it_stale(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, None, areas="lv", no_infeeds="yes")
    stages.permit(cast, stages.received(cast, ticket))
    open_side(cast, of)
    assert held(g13, act(of, "energise")) == []
    endings.end(cast, ticket, heads=1, earths=0)
    assert held(g13, act(of, "energise")) == ["evidence-stale"]


def generator(cast, of, *, kind="pv", site=None, **where):
    with guard.lifted():
        return Infeed.objects.create(
            unit=cast.unit, site=site or of.site, kind=kind, name=kind,
            found_at=clock.now(), **where,
        )  # fmt: skip


def gym(cast):
    with guard.lifted():
        return Site.objects.create(unit=cast.unit, code="TYG", name_zh="体育馆")


OWN = sorted(set(InfeedKind) - {"grid", "lv_side"})


@pytest.mark.parametrize("kind", OWN)
def test_a_neighbours_own_source_on_the_device_is_proved_open(cast, kind):
    of = stages.order(cast)
    section = stages.section(cast, of)
    found = generator(cast, of, kind=kind, site=gym(cast), device=cast.source)
    restore, build = act(of, "restore_source", section), act(of, "energise", section)
    row = open_side(cast, of)
    assert held(g13, restore) == ["own-source-not-open"]
    assert held(g13, build) == []
    with guard.lifted():
        EvidenceLine.objects.create(
            unit=of.unit, evidence=row, ok=False, what="-", infeed=found
        )
    assert "own-source-not-open" in held(g13, restore)
    with guard.lifted():
        EvidenceLine.objects.filter(infeed=found).update(ok=True)
    signed(cast, row, "site_electrician", by="tang")
    assert held(g13, restore) == []


def test_or_it_is_locked_open(cast):
    of = stages.order(cast)
    section = stages.section(cast, of)
    found = generator(cast, of, kind="generator", site=gym(cast), device=cast.source)
    stages.told(cast, of)
    stages.ordered(cast, of, found)
    point = stages.isolate(cast, section, found)
    open_side(cast, of)
    restore = act(of, "restore_source", section)
    assert held(g13, restore) == []
    assert ("point", point.pk) in g13.basis(restore)
    with guard.lifted():
        Point.objects.update(unlocked_at=clock.now())
    assert held(g13, restore) == ["own-source-not-open"]


def test_an_interlock_keeps_the_sites_own_generator_out_and_no_pv(cast):
    of = stages.order(cast)
    section = stages.section(cast, of)
    generator(cast, of, kind="generator")
    open_side(cast, of)
    restore = act(of, "restore_source", section)
    assert held(g13, restore) == ["own-source-not-open"]
    put(cast, of, "interlock")
    assert held(g13, restore) == []
    generator(cast, of, kind="pv")
    open_side(cast, of)
    put(cast, of, "interlock")
    assert held(g13, restore) == ["own-source-not-open"]


def test_what_somebody_spoke_of_counts_wherever_it_stands(cast):
    of = stages.order(cast)
    section = stages.section(cast, of)
    found = generator(cast, of, kind="generator", site=gym(cast))
    open_side(cast, of)
    restore = act(of, "restore_source", section)
    assert held(g13, restore) == []
    row = {"who": "体育馆", "told": "yes", "life_support": "no"}
    named = {**row, "own_generator": "yes", "infeed": str(found.pk)}
    cast.do("safety.tell_people", {"order": str(of.pk), "people": [named]}, by="wang")
    assert held(g13, restore) == ["own-source-not-open"]
