"""A row that claims something happened must have the event that told it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from greenlane.core import clock, guard
from greenlane.core.tests.streams import found
from greenlane.core.verify import verify
from greenlane.safety.models import Ticket
from greenlane.work.models import Clearance
from tests import stages


def put_there():
    """What the stage puts there without a command; all the rest went by the door."""
    rows = (each for each in verify().findings if each.what == "row-without-event")
    return sorted(each.detail.split()[0] for each in rows)


def test_of_a_whole_story_only_what_no_command_made_is_found(cast):
    stages.permitted(cast, stages.order(cast))
    assert put_there() == ["infeed", "signature", "survey"]
    assert len(found()) == 3


@pytest.mark.parametrize("verb", ["safety.interrupt_ticket", "safety.record_infeed"])
def test_an_interruption_is_told_by_what_interrupted(cast, verb):
    ticket = stages.permitted(cast, stages.order(cast))
    seen = {"site": str(cast.site.pk), "kind": "pv", "name": "光伏"}
    pause = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do(verb, pause if verb.endswith("ticket") else seen, by="liu")
    assert ticket.breaks.get().recorded_seq
    assert "ticketbreak" not in put_there()


def test_a_forged_ticket_is_found(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    with guard.lifted():
        then = ticket.permitted_at - timedelta(hours=1)
        Ticket.objects.filter(pk=ticket.pk).update(permitted_at=then)
    assert (cast.unit.code, None, "instant-not-told") in found()


def test_a_forged_clearance_is_found(cast):
    of = stages.order(cast)
    stages.permitted(cast, of)
    with guard.lifted():
        Clearance.objects.create(
            id=uuid4(), unit=cast.unit, kind="energise", order=of,
            given_at=clock.now(), given_by=cast.people["li"],
        )  # fmt: skip
    assert (cast.unit.code, None, "instant-not-told") in found()
    assert "clearance" in put_there()
