"""The handover sheet says what the site may not do; changed, it is signed anew."""

import pytest

from greenlane.connections.models import Connection, Term
from greenlane.core.refusals import Malformed, NotAllowed, Refused
from greenlane.safety.signing import signed
from tests import supply_stages as stage


def write(cast, order, *, by="wu", **more):
    data = {"order": str(order.pk), "do_not": "不得转供", **more}
    return cast.do("connections.prepare_handover", data, by=by)


def test_the_sheet_is_written_and_a_change_takes_the_signature_from_under_it(cast):
    order = stage.requested(cast)
    sheet = stage.sheet(cast, order)
    assert signed(sheet, "receiver").person == cast.people["tang"]
    write(cast, order, load_cap_kw=100)
    sheet = Connection.objects.get(order=order)
    assert str(sheet.load_cap_kw) == "100.00"
    assert signed(sheet, "receiver") is None


def test_a_sheet_without_its_do_nots_is_none(cast):
    with pytest.raises(Malformed):
        write(cast, stage.requested(cast), do_not="")


def test_what_was_handed_over_is_not_written_again(cast):
    order = stage.handed_over(cast)
    with pytest.raises(Refused, match="handed-over-already"):
        write(cast, order)


def test_a_removal_has_no_sheet(cast):
    removal = Term.objects.get(order=stage.live(cast)).removal
    with pytest.raises(Refused, match="not-a-connection"):
        write(cast, removal)


def test_crew_writes_none(cast):
    with pytest.raises(NotAllowed):
        write(cast, stage.requested(cast), by="zhou")
