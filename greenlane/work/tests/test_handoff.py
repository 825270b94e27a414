"""Work is offered and accepted by name; between the two it is a gap with an owner."""

import pytest

from greenlane.core.refusals import NotAllowed, Refused
from greenlane.work.models import Assignment, Handoff
from greenlane.work.tests.stage import key_of


def offer(cast, order, to, by="wang"):
    data = {"task": key_of(order, "A03"), "taker": cast.id(to)}
    return cast.do("work.offer_handoff", data, by=by).facts["handoff"]


def accept(cast, handoff, by):
    return cast.do("work.accept_handoff", {"handoff": handoff}, by=by)


def test_the_taker_accepts_and_is_assigned(cast, order):
    row = offer(cast, order, "chen")
    accept(cast, row, "chen")
    assert Handoff.objects.get().ended_seq
    assert Assignment.objects.get().person == cast.people["chen"]


def test_nobody_else_accepts_and_nobody_twice(cast, order):
    row = offer(cast, order, "chen")
    with pytest.raises(NotAllowed, match="handoff-not-yours"):
        accept(cast, row, "zhao")
    accept(cast, row, "chen")
    with pytest.raises(Refused, match="handoff-over"):
        accept(cast, row, "chen")


def test_one_open_offer_at_a_time(cast, order):
    offer(cast, order, "chen")
    with pytest.raises(Refused, match="handoff-open"):
        offer(cast, order, "zhao")


def test_a_giver_who_was_assigned_is_released(cast, order):
    data = {"task": key_of(order, "A03"), "person": cast.id("chen"), "role": "leader"}
    cast.do("work.assign", data, by="zhao")
    accept(cast, offer(cast, order, "zhao", by="chen"), "zhao")
    rows = Assignment.objects.order_by("recorded_at", "id")
    assert [(r.person.name_en, r.role, bool(r.ended_at)) for r in rows] == [
        ("Chen Li", "leader", True),
        ("Zhao Qiang", "leader", False),
    ]
