"""That the end of a ticket is reached is told once, and moves nothing."""

from datetime import timedelta

import pytest

from greenlane.core import clock, follow, guard
from greenlane.core.models import Event, EventSubject
from greenlane.core.refusals import Refused
from greenlane.safety import expiring
from greenlane.safety.models import Ticket
from tests import stages


def ends(ticket, minutes):
    with guard.lifted():
        until = clock.now() + timedelta(minutes=minutes)
        Ticket.objects.filter(pk=ticket.pk).update(valid_until=until)


def told():
    return Event.objects.filter(name="safety.ticket_expired").count()


def test_it_is_told_once_for_each_end(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    assert expiring.tell_ends(cast.unit) == 0
    ends(ticket, -1)
    assert expiring.tell_ends(cast.unit) == 1
    assert expiring.tell_ends(cast.unit) == 0
    assert told() == 1
    subjects = EventSubject.objects.filter(name="safety.ticket_expired")
    assert {"ticket", "order"} <= set(subjects.values_list("kind", flat=True))
    ends(ticket, -0.5)  # it was given a later end, which is over too
    assert expiring.tell_ends(cast.unit) == 1


def test_the_reader_tells_it_without_any_news(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    reader = expiring.reader()
    ends(ticket, -1)
    follow.turn(reader, cast.unit)
    follow.turn(reader, cast.unit)
    assert told() == 1
    assert expiring.EVERY_SECONDS <= 60


def test_it_moves_nothing(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    ends(ticket, -1)
    expiring.tell_ends(cast.unit)
    ticket.refresh_from_db()
    assert (ticket.ended_at, ticket.revoked_at) == (None, None)
    assert not ticket.breaks.exists()


def test_nobody_tells_it_before_or_after(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    about = {"ticket": str(ticket.pk)}
    with pytest.raises(Refused, match="ticket-not-expired"):
        cast.do("safety.note_expiry", about, by="root")
    with guard.lifted():
        Ticket.objects.update(revoked_at=clock.now(), revoked_why="-")
    ends(ticket, -1)
    assert expiring.tell_ends(cast.unit) == 0
    with pytest.raises(Refused, match="ticket-over"):
        cast.do("safety.note_expiry", about, by="root")
