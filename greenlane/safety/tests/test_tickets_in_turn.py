"""Live work waits for the people at the plant it makes live, and they for it."""

from __future__ import annotations

import pytest

from greenlane.core.refusals import GateHeld, NotFound, Refused
from greenlane.safety.models import Ticket
from greenlane.safety.signing import digest_of
from tests import endings, stages
from tests.live_work import conditions


def building(cast, of):
    """The construction ticket of new plant that nothing feeds yet."""
    ticket = stages.issue(
        cast, of, None, kind="hv_second", areas="hv", no_infeeds="yes"
    )
    return stages.received(cast, ticket)


def tee(cast, of, **other):
    ticket = stages.issue(
        cast, of, None, kind="live_work", areas="tee", leader=cast.id("ma"), **other
    )
    return stages.received(cast, ticket, leader="ma")


def held(deed):
    with pytest.raises(GateHeld) as refused:
        deed()
    return {(each.gate, each.what) for each in refused.value.missing}


def ended(cast, ticket):
    return endings.end(cast, ticket, heads=1, earths=0)


def test_the_tee_is_permitted_after_the_construction_ticket_has_ended(cast):
    of = stages.order(cast)
    built, live = building(cast, of), tee(cast, of)
    stages.permit(cast, built)
    conditions(cast, of)
    wanted = {("G3", "ticket-before-open")}
    assert held(lambda: stages.permit(cast, live)) == wanted
    cast.do("safety.revoke_ticket", {"ticket": str(built.pk), "why": "-"}, by="wang")
    acknowledged = {"ticket": str(built.pk), "people_out": "yes"}
    cast.do("safety.acknowledge_revocation", acknowledged, by="liu")
    assert wanted <= held(lambda: stages.permit(cast, live)), "its people may be there"
    ended(cast, built)
    assert stages.permit(cast, live).permitted_at is not None


def test_a_crew_of_another_order_at_the_site_holds_the_tee_too(cast):
    of, other = stages.order(cast), stages.order(cast, "BY-2")
    built, live = building(cast, other), tee(cast, of)
    conditions(cast, of)
    stages.permit(cast, built)
    assert held(lambda: stages.permit(cast, live)) == {("G3", "ticket-before-open")}
    ended(cast, built)
    assert stages.permit(cast, live).permitted_at is not None


def test_a_crew_of_another_unit_on_the_same_pole_holds_it(cast):
    permitted = stages.permitted(cast, stages.order(cast))
    other = stages.shared_pole(cast)
    live = tee(cast, other)
    conditions(cast, other)
    assert ("G3", "ticket-before-open") in held(lambda: stages.permit(cast, live))
    assert permitted.order_id != other.pk


def test_no_other_ticket_is_permitted_beside_live_work(cast):
    of = stages.order(cast)
    built, live = building(cast, of), tee(cast, of)
    conditions(cast, of)
    stages.permit(cast, live)
    assert held(lambda: stages.permit(cast, built)) == {("G3", "ticket-before-open")}


def test_a_ticket_names_those_that_end_before_it(cast):
    of = stages.order(cast)
    first = building(cast, of)
    rows = [{"ticket": str(first.pk)}]
    second = stages.issue(
        cast, of, None, areas="lv", no_infeeds="yes", leader=cast.id("ma"), after=rows
    )
    assert list(second.after.all()) == [first]
    assert second.document()["after"] == [first.pk]
    assert "after" not in first.document()
    before = digest_of(second)
    stages.received(cast, second, leader="ma")
    assert digest_of(second) == before
    assert held(lambda: stages.permit(cast, second)) == {("G3", "ticket-before-open")}
    stages.permit(cast, first)
    ended(cast, first)
    assert stages.permit(cast, second).permitted_at is not None


def test_what_was_revoked_before_anybody_began_holds_nothing(cast):
    of = stages.order(cast)
    first = building(cast, of)
    rows = [{"ticket": str(first.pk)}]
    second = stages.issue(
        cast, of, None, areas="lv", no_infeeds="yes", leader=cast.id("ma"), after=rows
    )
    stages.received(cast, second, leader="ma")
    cast.do("safety.revoke_ticket", {"ticket": str(first.pk), "why": "-"}, by="wang")
    assert stages.permit(cast, second).permitted_at is not None


def test_a_ticket_far_away_is_no_ticket_before_it(cast):
    of, far = stages.order(cast), stages.order(cast, "BY-7", site=_elsewhere(cast))
    foreign = building(cast, far)
    ask = {"kind": "lv", "no_infeeds": "yes", "after": [{"ticket": str(foreign.pk)}]}
    with pytest.raises(Refused, match="ticket-not-near"):
        stages.issue(cast, of, None, **ask)
    ask["after"] = [{"ticket": str(of.pk)}]
    with pytest.raises(NotFound):
        stages.issue(cast, of, None, **ask)
    assert Ticket.objects.filter(order=of).count() == 0


def _elsewhere(cast):
    from greenlane.core import guard
    from greenlane.places.models import Site

    with guard.lifted():
        return Site.objects.create(unit=cast.unit, code="FAR", name_zh="远处")
