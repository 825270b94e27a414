"""Lock and tag come off when everybody is back, and not before."""

import pytest
from django.db import IntegrityError, transaction

from greenlane.core import clock
from greenlane.core.guard import lifted
from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import Point
from tests import endings, stages


def unlock(cast, point, *, guard="gao", signs="gao"):
    if signs:
        stages.sign(cast, point, "unlock_guard", by=signs)
    data = {"point": str(point.pk), "guarded_by": cast.id(guard)}
    return cast.do("safety.unlock_point", data, by="he")


def test_after_the_end_the_lock_comes_off(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    endings.unearth(cast, ticket.isolation.earths.get())
    endings.end(cast, ticket, heads=1, earths=1)
    point = ticket.isolation.points.get()
    unlock(cast, point)
    point.refresh_from_db()
    assert point.unlocked_by == cast.people["he"]
    assert point.unlocked_with == cast.people["gao"]
    with pytest.raises(Refused, match="point-unlocked-already"):
        unlock(cast, point, signs="")


@pytest.mark.parametrize(
    ("guard", "signs", "code"),
    [
        ("gao", "", "unlocking-unsigned"),  # he has not signed
        ("zhao", "gao", "unlocking-unsigned"),  # somebody else has
        ("he", "he", "guard-is-the-operator"),
        ("liu", "gao", "switching-not-certified"),
    ],
)
def test_it_takes_two_each_with_his_own_signature(cast, guard, signs, code):
    point = stages.isolated(cast, stages.order(cast)).points.get()
    with pytest.raises(Refused, match=code):
        unlock(cast, point, guard=guard, signs=signs)
    point.refresh_from_db()
    assert point.unlocked_at is None
    with pytest.raises(IntegrityError), transaction.atomic(), lifted():
        both = {"unlocked_by": cast.people["he"], "unlocked_with": cast.people["he"]}
        Point.objects.update(unlocked_at=clock.now(), **both)


def test_an_open_ticket_and_an_earth_keep_it_locked(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    with pytest.raises(GateHeld) as held:
        unlock(cast, ticket.isolation.points.get())
    assert {each.what for each in held.value.missing} == {
        "ticket-open",
        "earth-still-on",
    }
