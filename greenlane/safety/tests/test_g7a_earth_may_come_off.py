"""G7a: another ticket that relies on the set holds it; so do people inside."""

from greenlane.core import clock, guard
from greenlane.core.gatewalk import Act
from greenlane.safety.gates import g7a_earth_may_come_off as g7a
from greenlane.safety.models import Ticket
from greenlane.safety.tests.test_end_ticket import stint
from tests import stages


def whats(cast, earth):
    people = (cast.people["he"].pk, cast.people["gao"].pk)
    act = Act(
        "remove_earth", unit=earth.unit_id, order=earth.isolation.order_id,
        subject=earth.pk, people=people,
    )  # fmt: skip
    return {each.what for each in g7a.missing(act)}


def signed(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    earth = ticket.isolation.earths.get()
    stages.sign(cast, earth, "people_clear", by="liu")
    stages.sign(cast, earth, "removal_guard", by="gao")
    return ticket, earth


def test_clear_and_signed_passes(cast):
    assert whats(cast, signed(cast)[1]) == set()


def test_without_a_word_it_stays(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    earth = ticket.isolation.earths.get()
    assert whats(cast, earth) == {"people-clear-unsigned", "removal-unsigned"}


def test_people_who_went_in_again_make_the_word_void(cast):
    ticket, earth = signed(cast)
    row = stint(cast, ticket, "zhou")
    assert whats(cast, earth) == {"people-still-in"}
    with guard.lifted():
        row.end(clock.now())
    assert whats(cast, earth) == {"people-clear-too-old"}


def test_a_ticket_of_another_order_relies_on_it(cast):
    ticket, earth = signed(cast)
    other = stages.shared_pole(cast, unit=cast.foreign)
    with guard.lifted():
        Ticket.objects.create(
            unit=other.unit, order=other, number="QS-1", kind="lv", areas="src",
            scope="-", isolation=ticket.isolation, issuer=ticket.issuer,
            leader=cast.people["foreign_leader"], permitter=cast.people["li"],
            issued_at=clock.now(), permitted_at=clock.now(),
        )  # fmt: skip
    assert "ticket-relies-on-earth" in whats(cast, earth)


def test_with_no_open_ticket_two_people_are_enough(cast):
    isolation = stages.earthed(cast, stages.order(cast))
    earth = isolation.earths.get()
    assert whats(cast, earth) == {"removal-unsigned"}
    stages.sign(cast, earth, "removal_guard", by="gao")
    assert whats(cast, earth) == set()
