"""The leader takes his own ticket, once; nobody else does."""

import pytest

from greenlane.core.refusals import Refused
from tests import stages


def receive(cast, ticket, by="liu"):
    return cast.do("safety.receive_ticket", {"ticket": str(ticket.pk)}, by=by)


def issued(cast):
    of = stages.order(cast)
    return stages.issue(cast, of, stages.section(cast, of))


def test_the_leader_has_it(cast):
    ticket = issued(cast)
    receive(cast, ticket)
    ticket.refresh_from_db()
    assert ticket.received_at >= ticket.issued_at
    with pytest.raises(Refused, match="ticket-received-already"):
        receive(cast, ticket)


def test_another_leader_does_not_take_it(cast):
    with pytest.raises(Refused, match="not-your-ticket"):
        receive(cast, issued(cast), by="ma")


def test_a_revoked_ticket_is_not_received(cast):
    ticket = issued(cast)
    cast.do("safety.revoke_ticket", {"ticket": str(ticket.pk), "why": "错"}, by="zhou")
    with pytest.raises(Refused, match="ticket-over"):
        receive(cast, ticket)
