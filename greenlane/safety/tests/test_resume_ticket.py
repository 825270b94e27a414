"""Resuming: the gates anew; a proof from before the break proves nothing."""

import pytest

from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.tests.test_interrupt_ticket import interrupt
from greenlane.work.models import Clearance
from tests import stages


def resume(cast, ticket, by="li"):
    stages.sign(cast, ticket, "leader", by="liu")
    return cast.do("safety.resume_ticket", {"ticket": str(ticket.pk)}, by=by)


def test_the_section_is_proved_dead_again(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    interrupt(cast, ticket)
    with pytest.raises(GateHeld) as held:
        resume(cast, ticket)
    assert [m.what for m in held.value.missing] == ["proved-before-the-break"]
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    resume(cast, ticket)
    broke = ticket.breaks.get()
    assert broke.resumed_at is not None
    assert Clearance.objects.get(pk=broke.pk).kind == "resume"


def test_what_runs_is_not_resumed(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    with pytest.raises(Refused, match="not-interrupted"):
        resume(cast, ticket)


def test_a_revoked_ticket_is_never_resumed(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    interrupt(cast, ticket)
    cast.do(
        "safety.revoke_ticket", {"ticket": str(ticket.pk), "why": "票错"}, by="zhou"
    )
    ticket.refresh_from_db()
    with pytest.raises(GateHeld) as held:
        resume(cast, ticket)
    assert {"G0", "G3"} <= {each.gate for each in held.value.missing}
