"""The user's side is proved open, point by point, before his own electrician."""

import pytest

from greenlane.core.refusals import Refused
from greenlane.safety.models import Evidence
from tests import stages


def prove(cast, *, electrician="tang", warned="yes", open_="yes"):
    data = {
        "order": str(stages.order(cast).pk), "area": "src", "warned": warned,
        "electrician": cast.id(electrician),
        "points": [{"what": "总开关", "open": open_}],
    }  # fmt: skip
    done = cast.do("safety.prove_user_side_open", data, by="wu")
    return Evidence.objects.get(pk=done.facts["evidence"])


def test_open_and_warned_it_is_proved(cast):
    row = prove(cast)
    assert row.passed
    stages.sign(cast, row, "site_electrician", by="tang")


@pytest.mark.parametrize("change", [{"warned": "no"}, {"open_": "unknown"}])
def test_a_closed_point_or_people_not_warned_prove_nothing(cast, change):
    assert prove(cast, **change).passed is False


def test_nobody_is_his_own_electrician(cast):
    assert prove(cast, electrician="wu").passed is False


def test_only_the_electrician_who_is_named_signs(cast):
    with pytest.raises(Refused, match="not-your-signature"):
        stages.sign(cast, prove(cast), "site_electrician", by="zhou")
