"""Permit: three people, measures in place, counted from rows; the rows' own law."""

import pytest
from django.db import IntegrityError, transaction

from greenlane.core import clock, guard
from greenlane.core.models import Event
from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import Ticket
from greenlane.work.models import Clearance
from tests import stages


def test_the_work_is_permitted_and_counted_from_rows(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    assert (ticket.heads_in, ticket.earths_in) == (1, 1)
    assert ticket.permitter == cast.people["li"]
    clearance = Clearance.objects.get(pk=ticket.pk)
    gates = set(clearance.basis.values_list("gate", flat=True))
    assert {"G3", "G5", "G6", "G7"} <= gates
    assert Event.objects.filter(name="safety.ticket_permitted").count() == 1


def test_a_ticket_is_permitted_once(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    stages.sign(cast, ticket, "leader", by="liu")
    with pytest.raises(Refused, match="permitted-already"):
        stages.permit(cast, ticket)


def test_nothing_in_place_says_every_reason_at_once(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, stages.section(cast, of))
    with pytest.raises(GateHeld) as held:
        stages.permit(cast, ticket)
    assert {each.gate for each in held.value.missing} == {"G3", "G5", "G6", "G7"}
    assert not Clearance.objects.exists()


def test_a_ticket_without_isolation_states_its_empty_list(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, None, areas="lv", no_infeeds="yes")
    stages.permit(cast, stages.received(cast, ticket))
    ticket.refresh_from_db()
    assert (ticket.permitted_at is not None, ticket.earths_in) == (True, 0)


@pytest.mark.parametrize(
    ("law", "change"),
    [
        ("permitter_is_a_third_person", {"permitter": "liu"}),
        ("permitter_is_a_third_person", {"permitter": "sun"}),
        ("leader_is_not_issuer", {"leader": "sun"}),
    ],
)
def test_the_rows_keep_three_people_apart(cast, law, change):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, stages.section(cast, of))
    [(field, who)] = change.items()
    with guard.lifted(), pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(**{field: cast.people[who]})


def test_the_rows_allow_a_leader_one_permitted_ticket(cast):
    first = stages.permitted(cast, stages.order(cast))
    with guard.lifted(), pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.create(
            unit=first.unit, order=first.order, number="X", kind="lv", areas="src",
            scope="-", issuer=first.issuer, leader=first.leader,
            permitter=first.permitter, issued_at=clock.now(), permitted_at=clock.now(),
        )  # fmt: skip


def test_the_rows_end_a_ticket_only_when_everything_is_back(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    with guard.lifted(), pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(ended_at=clock.now(), heads_out=1)
