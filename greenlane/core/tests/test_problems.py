"""A refusal tells its reader every reason, whichever rule said no."""

import pytest

from greenlane.core.refusals import GateHeld, Missing, Refused
from greenlane.core.web.problems import as_dict
from greenlane.safety.counting import NotAllBack
from greenlane.work.people import PeopleNotReady

TWO = (Missing("", "earths-differ"), Missing("", "tools-left-behind"))


@pytest.mark.parametrize("kind", [GateHeld, NotAllBack, PeopleNotReady])
def test_every_reason_is_told(db, kind):
    told = as_dict(kind(TWO))["missing"]
    assert [each["what"] for each in told] == ["earths-differ", "tools-left-behind"]
    assert all(each["says"] and each["do"] for each in told)


def test_a_single_reason_needs_no_list(db):
    assert "missing" not in as_dict(Refused("step-opened", place=3))
