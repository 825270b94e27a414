"""G13: the user's side is open, signed for by the site's electrician; not for long."""

import pytest

from greenlane.safety.gates import g13_user_side_open as g13
from greenlane.safety.tests.stage import act, held, put, signed
from tests import endings, stages


def open_side(cast, of, *, ago=0, sign=True):
    row = put(cast, of, "user_side_open", by="wu", people=["tang"], ago=ago)
    if sign:
        signed(cast, row, "site_electrician", by="tang")
    return row


@pytest.mark.parametrize("kind", ["energise", "restore_source"])
def test_proved_and_signed_it_opens(cast, kind):
    of = stages.order(cast)
    assert held(g13, act(of, kind)) == ["evidence-missing"]
    row = open_side(cast, of)
    assert held(g13, act(of, kind)) == []
    assert g13.basis(act(of, kind)) == [("evidence", row.pk)]


def test_without_the_electricians_name_under_it_nothing_is_proved(cast):
    of = stages.order(cast)
    open_side(cast, of, sign=False)
    assert held(g13, act(of, "energise")) == ["electrician-unsigned"]


def test_an_hour_later_it_says_nothing(cast):
    of = stages.order(cast)
    open_side(cast, of, ago=61)
    assert held(g13, act(of, "energise")) == ["evidence-too-old"]


def test_a_ticket_that_ended_since_makes_it_stale(cast):
    of = stages.order(cast)
    ticket = stages.issue(cast, of, None, areas="lv", no_infeeds="yes")
    stages.permit(cast, stages.received(cast, ticket))
    open_side(cast, of)
    assert held(g13, act(of, "energise")) == []
    endings.end(cast, ticket, heads=1, earths=0)
    assert held(g13, act(of, "energise")) == ["evidence-stale"]
