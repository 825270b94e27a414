"""The end: counted by the leader, checked against rows, received by a permitter."""

import pytest

from greenlane.core import clock, guard
from greenlane.core.refusals import Refused
from greenlane.safety.counting import NotAllBack
from greenlane.work.models import Clearance, Head, Stint
from tests import endings, stages


def cleared(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    endings.unearth(cast, ticket.isolation.earths.get())
    return ticket


def stint(cast, ticket, *people):
    """People at work under the ticket."""
    with guard.lifted():
        row = Stint(
            unit=ticket.unit, task=ticket.order.tasks.get(key="T2"),
            leader=ticket.leader, happened_at=clock.now(), recorded_at=clock.now(),
        )  # fmt: skip
        row.clearance = Clearance.objects.create(
            id=row.pk, unit=ticket.unit, kind="stint", order=ticket.order,
            given_at=clock.now(), given_by=ticket.leader,
        )  # fmt: skip
        row.started_at = row.happened_at
        row.save()
        for name in people:
            Head.objects.create(
                unit=ticket.unit, stint=row, person=cast.people[name],
                joined_at=clock.now(),
            )  # fmt: skip
    return row


def test_everything_is_back(cast):
    ticket = cleared(cast)
    endings.end(cast, ticket, heads=1, earths=1)
    ticket.refresh_from_db()
    assert ticket.ended_at is not None
    assert (ticket.heads_out, ticket.earths_out) == (1, 1)


def test_every_missing_thing_is_said_at_once(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    stint(cast, ticket, "liu", "zhou")
    with pytest.raises(NotAllBack) as held:
        endings.end(cast, ticket, heads=1, earths=0, tags_off="no", tools_out="unknown")
    assert {each.what for each in held.value.missing} == {
        "people-still-in", "heads-differ", "earth-still-on", "earths-differ",
        "tags-still-on", "tools-left-behind",
    }  # fmt: skip


def test_whoever_worked_is_counted_out(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    row = stint(cast, ticket, "zhou", "xu")
    with guard.lifted():
        row.heads.update(left_at=clock.now())
        row.end(clock.now())
    endings.unearth(cast, ticket.isolation.earths.get())
    with pytest.raises(NotAllBack, match="not-all-back"):
        endings.end(cast, ticket, heads=1, earths=1)
    endings.end(cast, ticket, heads=3, earths=1)


def test_the_permit_signature_does_not_end_it(cast):
    ticket = cleared(cast)
    data = {"ticket": str(ticket.pk), "heads_out": 1, "earths_out": 1, **endings.SIDES}
    with pytest.raises(NotAllBack) as held:
        cast.do("safety.end_ticket", data, by="liu")
    assert [each.what for each in held.value.missing] == ["permitter-unsigned"]


def test_only_its_leader_ends_it(cast):
    ticket = cleared(cast)
    data = {"ticket": str(ticket.pk), "heads_out": 1, "earths_out": 1, **endings.SIDES}
    with pytest.raises(Refused, match="not-your-ticket"):
        cast.do("safety.end_ticket", data, by="ma")


def test_an_ended_ticket_does_not_end_again(cast):
    ticket = cleared(cast)
    endings.end(cast, ticket, heads=1, earths=1)
    with pytest.raises(Refused, match="ticket-not-running"):
        endings.end(cast, ticket, heads=1, earths=1)
