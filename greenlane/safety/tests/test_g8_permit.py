"""G8: a permitted ticket of the very areas, in force, earths on."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.gatewalk import Act
from greenlane.safety.gates import g8_permit as g8
from greenlane.safety.models import EarthSet
from greenlane.safety.tests.test_interrupt_ticket import interrupt
from greenlane.safety.tests.test_revoke_ticket import revoke
from greenlane.work.models import Clearance
from tests import stages


def act(of, kind="stint_isolated", areas=("src",)):
    return Act(
        "stint", unit=of.unit_id, also=frozenset({kind}), order=of.pk, areas=areas
    )


def whats(of, **kw):
    return [each.what for each in g8.missing(act(of, **kw))]


def test_a_permitted_ticket_lets_in(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    assert whats(ticket.order) == []
    assert g8.basis(act(ticket.order)) == [("ticket", ticket.pk)]


def test_an_issued_ticket_lets_nobody_in(cast):
    assert whats(stages.ready(cast, stages.order(cast)).order) == [
        "no-permitted-ticket"
    ]


@pytest.mark.parametrize("end", [interrupt, revoke])
def test_interrupted_or_revoked_lets_nobody_in(cast, end):
    ticket = stages.permitted(cast, stages.order(cast))
    end(cast, ticket)
    assert whats(ticket.order) == ["no-permitted-ticket"]


def test_other_areas_are_beyond_the_ticket(cast):
    of = stages.permitted(cast, stages.order(cast)).order
    assert whats(of, areas=("src", "lv")) == ["no-permitted-ticket"]
    assert whats(of, areas=()) == ["no-permitted-ticket"]


def test_a_ticket_on_dead_plant_is_none_for_live_work(cast):
    of = stages.permitted(cast, stages.order(cast)).order
    assert whats(of, kind="stint_live") == ["no-permitted-ticket"]


def test_an_earth_that_came_off_lets_nobody_in(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    with guard.lifted():
        EarthSet.objects.update(
            removed_at=clock.now(), removed_by=cast.people["he"],
            removed_with=cast.people["gao"],
        )  # fmt: skip
    assert whats(ticket.order) == ["earth-came-off"]


def test_a_permit_whose_basis_fell_lets_nobody_in(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    with guard.lifted():
        Clearance.objects.filter(pk=ticket.pk).update(revoked_at=clock.now())
    assert whats(ticket.order) == ["permit-revoked"]


def test_nobody_goes_on_under_a_leader_who_has_left(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    leader = str(ticket.leader_id)
    cast.do("workforce.leave", {"person": leader}, by="yan")
    assert whats(ticket.order) == ["person-left"]
    cast.do("workforce.come_back", {"person": leader}, by="yan")
    assert whats(ticket.order) == []


def plain(of, areas=("lv",)):
    asked = Act("stint", unit=of.unit_id, order=of.pk, areas=areas)
    return [each.what for each in g8.missing(asked)]


def test_a_ticket_without_a_section_holds_the_work_that_it_is_for(cast):
    """The pack wants this form permitted: until then nobody begins in its areas."""
    of = stages.order(cast)
    assert plain(of) == [], "no ticket is written for it: nothing is asked"
    ticket = stages.issue(cast, of, None, areas="lv", no_infeeds="yes")
    assert plain(of) == ["no-permitted-ticket"]
    assert plain(of, areas=("src",)) == []
    stages.permit(cast, stages.received(cast, ticket))
    assert plain(of) == []
    interrupt(cast, ticket)
    assert plain(of) == ["no-permitted-ticket"]


def test_a_form_that_wants_no_permit_asks_for_nothing_more(cast):
    of = stages.order(cast)
    stages.issue(cast, of, None, kind="dispatch_note", areas="lv", no_infeeds="yes")
    assert plain(of) == []


def test_a_form_that_wants_no_permit_lets_nobody_behind_a_section(cast):
    of = stages.order(cast)
    section = stages.earthed(cast, of)
    stages.received(cast, stages.issue(cast, of, section, kind="dispatch_note"))
    assert whats(of) == ["no-permitted-ticket"]
