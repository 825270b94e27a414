"""Anybody interrupts a permitted ticket; twice is once."""

import pytest

from greenlane.core.refusals import Refused
from tests import stages


def interrupt(cast, ticket, by="zhou", **kw):
    data = {"ticket": str(ticket.pk), "cause": "danger"}
    return cast.do("safety.interrupt_ticket", data, by=by, **kw)


def test_anybody_interrupts_also_from_a_queue(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    interrupt(cast, ticket, queued=True)
    interrupt(cast, ticket)
    assert ticket.breaks.get().cause == "danger"


def test_what_was_never_permitted_is_not_interrupted(cast):
    ticket = stages.ready(cast, stages.order(cast))
    with pytest.raises(Refused, match="not-permitted-yet"):
        interrupt(cast, ticket)
