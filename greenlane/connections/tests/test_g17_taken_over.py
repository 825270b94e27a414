"""G17: the receiver signed the sheet as it stands, and another person keeps watch."""

import pytest

from greenlane.connections.acts import handing_over
from greenlane.connections.gates import g17_taken_over as g17
from tests import stages
from tests import supply_stages as stage


@pytest.fixture
def order(cast):
    return stage.requested(cast)


def whats(cast, order, receiver="tang", watcher="gao"):
    people = (cast.people[who].pk for who in (receiver, watcher))
    return {each.what for each in g17.missing(handing_over(order, *people))}


def test_a_signed_sheet_and_a_watch_open_it(cast, order):
    assert whats(cast, order) == {"handover-unsigned"}
    stage.sheet(cast, order)
    assert whats(cast, order) == set()


def test_another_ones_signature_and_another_role_are_none(cast, order):
    sheet = stage.sheet(cast, order, signed=False)
    stages.sign(cast, sheet, "receiver", by="wang")
    stages.sign(cast, sheet, "guard", by="tang")
    assert whats(cast, order) == {"handover-unsigned"}


def test_a_changed_sheet_is_signed_anew(cast, order):
    stage.sheet(cast, order)
    stage.lay_out(cast, order)  # the sheet names its steps
    assert whats(cast, order) == {"handover-unsigned"}


def test_nobody_watches_himself(cast, order):
    stage.sheet(cast, order)
    assert whats(cast, order, watcher="tang") == {"no-watch"}
    nobody = handing_over(order, cast.people["tang"].pk)
    assert [each.what for each in g17.missing(nobody)] == ["no-watch"]
