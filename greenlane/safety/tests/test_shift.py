"""Shift handover: open permits read out, both sign the very list, or it is anew."""

import json

import pytest

from greenlane.core.refusals import Refused
from greenlane.safety.models import ShiftHandover
from greenlane.safety.tests.test_interrupt_ticket import interrupt
from tests import stages


def read_out(cast, by="zhao", to="li"):
    done = cast.do("safety.hand_over_shift", {"taker": cast.id(to)}, by=by)
    return ShiftHandover.objects.get(pk=done.facts["handover"])


def accept(cast, handover, by="li"):
    return cast.do("safety.accept_shift", {"handover": str(handover.pk)}, by=by)


def test_the_open_permits_are_read_out_and_signed_by_both(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    handover = read_out(cast)
    [line] = json.loads(handover.permits)
    assert (line["ticket"], line["earths_in"]) == (str(ticket.pk), 1)
    with pytest.raises(Refused, match="giver-unsigned"):
        accept(cast, handover)
    stages.sign(cast, handover, "giver", by="zhao")
    accept(cast, handover)
    handover.refresh_from_db()
    assert handover.accepted_at is not None
    with pytest.raises(Refused, match="shift-accepted-already"):
        accept(cast, handover)


def test_a_list_that_changed_is_read_out_anew(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    handover = read_out(cast)
    stages.sign(cast, handover, "giver", by="zhao")
    interrupt(cast, ticket)
    with pytest.raises(Refused, match="permits-changed"):
        accept(cast, handover)
    again = read_out(cast)
    assert again.pk == handover.pk
    with pytest.raises(Refused, match="giver-unsigned"):
        accept(cast, again)


def test_only_the_named_person_takes_over(cast):
    handover = read_out(cast, by="li", to="zhao")
    with pytest.raises(Refused, match="shift-not-yours"):
        accept(cast, handover, by="li")


def test_nobody_hands_over_to_himself(cast):
    with pytest.raises(Refused, match="shift-to-oneself"):
        read_out(cast, to="zhao")
