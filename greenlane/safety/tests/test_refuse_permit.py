"""The permitter refuses: a fact with a reason, and the ticket waits."""

import pytest

from greenlane.core.models import Event
from greenlane.core.refusals import Refused
from tests import stages


def test_the_refusal_is_told(cast):
    ticket = stages.ready(cast, stages.order(cast))
    data = {"ticket": str(ticket.pk), "reason": "measures"}
    cast.do("safety.refuse_permit", data, by="li")
    assert Event.objects.filter(name="safety.permit_refused").count() == 1
    ticket.refresh_from_db()
    assert ticket.permitted_at is None


def test_what_is_permitted_is_revoked_instead(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    data = {"ticket": str(ticket.pk), "reason": "weather"}
    with pytest.raises(Refused, match="permitted-already"):
        cast.do("safety.refuse_permit", data, by="li")
