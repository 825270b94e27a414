"""The permitter refuses: a fact with a reason, and the ticket waits."""

from greenlane.core.models import Event
from tests import stages


def test_the_refusal_is_told(cast):
    ticket = stages.ready(cast, stages.order(cast))
    data = {"ticket": str(ticket.pk), "reason": "measures"}
    cast.do("safety.refuse_permit", data, by="li")
    assert Event.objects.filter(name="safety.permit_refused").count() == 1
    ticket.refresh_from_db()
    assert ticket.permitted_at is None


def test_a_refusal_that_comes_after_the_permit_interrupts_it(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    data = {"ticket": str(ticket.pk), "reason": "weather"}
    cast.do("safety.refuse_permit", data, by="li", queued=True)
    assert ticket.breaks.get().cause == "permit-refused"
    assert Event.objects.filter(name="safety.permit_refused").count() == 1


def test_anybody_may_refuse_and_nothing_is_refused_to_him(cast):
    ticket = stages.ready(cast, stages.order(cast))
    data = {"ticket": str(ticket.pk), "reason": "people"}
    cast.do("safety.refuse_permit", data, by="zhou")
    cast.do("safety.refuse_permit", data, by="zhou")
    assert not ticket.breaks.exists()
