"""Anybody revokes; it is for good, and G0 is shut until those inside know it."""

from greenlane.safety.tests.test_end_ticket import stint
from greenlane.work.models import Clearance, ClearanceBasis
from tests import stages


def revoke(cast, ticket, by="zhou"):
    data = {"ticket": str(ticket.pk), "why": "工作范围不符"}
    return cast.do("safety.revoke_ticket", data, by=by)


def test_its_permit_and_the_stints_under_it_are_revoked(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    row = stint(cast, ticket, "zhou")
    with stages.guard.lifted():
        ClearanceBasis.objects.create(
            unit=ticket.unit, clearance=row.clearance, gate="G8", kind="ticket",
            evidence=ticket.pk,
        )  # fmt: skip
    revoke(cast, ticket)
    ticket.refresh_from_db()
    assert ticket.revoked_at is not None
    assert ticket.acknowledged_at is None
    assert not Clearance.objects.filter(revoked_at__isnull=True).exists()


def test_revoking_twice_is_once(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    revoke(cast, ticket)
    ticket.refresh_from_db()
    first = ticket.revoked_at
    revoke(cast, ticket, by="stranger")
    ticket.refresh_from_db()
    assert ticket.revoked_at == first


def test_where_nobody_was_let_in_it_is_over_at_once(cast):
    ticket = stages.ready(cast, stages.order(cast))
    revoke(cast, ticket)
    ticket.refresh_from_db()
    assert ticket.ended_at == ticket.acknowledged_at == ticket.revoked_at
