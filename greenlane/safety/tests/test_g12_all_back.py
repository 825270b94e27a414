"""G12: every ticket on the closure, every earth, every head: of any order, any unit."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.gatewalk import Act
from greenlane.safety.closure import closure
from greenlane.safety.gates import g12_all_back as g12
from greenlane.safety.models import Ticket
from greenlane.safety.tests.stage import act, held, task
from greenlane.safety.tests.stage import stint as at_work
from greenlane.safety.tests.test_end_ticket import stint
from tests import endings, stages


def whats(of, kind="energise"):
    act = Act(kind, unit=of.unit_id, order=of.pk, isolations=closure(of))
    return {each.what for each in g12.missing(act)}


def test_an_open_ticket_and_its_earth_hold(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    assert whats(ticket.order) == {"ticket-open", "earth-still-on"}


def test_all_back_passes(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    endings.unearth(cast, ticket.isolation.earths.get())
    endings.end(cast, ticket, heads=1, earths=1)
    assert whats(ticket.order) == set()


@pytest.mark.parametrize("whose", ["unit", "foreign"])
def test_a_crew_of_another_order_on_the_same_pole_holds(cast, whose):
    stages.permitted(cast, stages.order(cast))
    other = stages.shared_pole(cast, unit=getattr(cast, whose))
    for kind in ("energise", "restore_source", "transfer_supply", "unlock_point"):
        assert whats(other, kind) == {"ticket-open", "earth-still-on"}


def test_a_ticket_without_section_at_the_site_holds(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, None, areas="lv", no_infeeds="yes")
    stages.permit(cast, stages.received(cast, ticket))
    neighbour = stages.order(cast, "BY-9")
    assert whats(neighbour) == {"ticket-open"}


def test_people_inside_hold_even_when_the_paper_says_ended(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    endings.unearth(cast, ticket.isolation.earths.get())
    endings.end(cast, ticket, heads=1, earths=1)
    stint(cast, ticket, "zhou")
    assert whats(ticket.order) == {"people-still-in"}


@pytest.mark.parametrize("stage", ["test", "close"])
def test_whoever_tests_or_looks_there_is_out_before_the_volts(cast, stage):
    of = stages.order(cast)
    task(of, "T1", gives="G11", stage=stage)
    inside = at_work(cast, of, "T1", over=False)
    assert held(g12, act(of, "energise", areas=("lv",))) == ["people-still-in"]
    assert held(g12, act(of, "energise", areas=("src",))) == []
    task(of, "T1", stage="energise")  # those who switch it in are there, of course
    assert held(g12, act(of, "energise", areas=("lv",))) == []
    assert inside.ended_at is None


def test_a_source_under_lock_and_tag_is_not_restored(cast):
    of = stages.order(cast)
    section = stages.isolated(cast, of)
    asked = act(of, "restore_source", section)
    assert held(g12, asked) == ["lock-still-on"]
    endings.unlock(cast, section.points.get())
    assert held(g12, asked) == []


def test_an_issued_ticket_alone_holds_nothing(cast):
    of = stages.order(cast)
    stages.issue(cast, of, stages.section(cast, of))
    with guard.lifted():
        Ticket.objects.update(received_at=clock.now())
    assert whats(of) == set()
