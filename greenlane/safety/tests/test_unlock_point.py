"""Lock and tag come off when everybody is back, and not before."""

import pytest

from greenlane.core.refusals import GateHeld, Refused
from tests import endings, stages


def unlock(cast, point):
    return cast.do("safety.unlock_point", {"point": str(point.pk)}, by="he")


def test_after_the_end_the_lock_comes_off(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    endings.unearth(cast, ticket.isolation.earths.get())
    endings.end(cast, ticket, heads=1, earths=1)
    point = ticket.isolation.points.get()
    unlock(cast, point)
    point.refresh_from_db()
    assert point.unlocked_by == cast.people["he"]
    with pytest.raises(Refused, match="point-unlocked-already"):
        unlock(cast, point)


def test_an_open_ticket_and_an_earth_keep_it_locked(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    with pytest.raises(GateHeld) as held:
        unlock(cast, ticket.isolation.points.get())
    assert {each.what for each in held.value.missing} == {
        "ticket-open",
        "earth-still-on",
    }
