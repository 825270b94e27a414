"""Live checks, under the guard of the switching who stays until the last reading."""

import pytest

from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import Evidence
from tests import supply_stages

FIGURE = {"kind": "voltage_single_phase", "phase": "L1", "unit_of_measure": "%"}


def check(cast, of, *, authority="gao", percent="0.5", rest=supply_stages.LIVE):
    data = {
        "order": str(of.pk), "area": "lv", "authority": cast.id(authority),
        "instrument": "M-3", "readings": [{**FIGURE, "value": percent}, *rest],
    }  # fmt: skip
    done = cast.do("safety.record_live_check", data, by="qian")
    return Evidence.objects.get(pk=done.facts["evidence"])


def test_within_limits_and_under_his_eyes_it_passes(cast):
    of = supply_stages.live(cast)
    row = check(cast, of)
    assert row.passed
    assert row.lines.get(what="authority").person == cast.people["gao"]
    assert check(cast, of, percent="9").passed is False
    assert check(cast, of, authority="qian").passed is False  # alone is no authority


def test_volts_alone_are_no_live_check(cast):
    of = supply_stages.live(cast)
    with pytest.raises(Refused, match="test-incomplete") as refused:
        check(cast, of, rest=())
    assert refused.value.facts["lacks"] == "rcd_trip_1x load_against_rating"


def test_nobody_measures_where_the_last_closing_was_not_read(cast):
    steps = supply_stages.ready(cast)
    with pytest.raises(GateHeld) as held:
        check(cast, steps[0].order)
    assert {each.gate for each in held.value.missing} == {"G15"}
    supply_stages.closed(cast, steps[:1])
    supply_stages.close(cast, steps[1])
    with pytest.raises(GateHeld) as held:
        check(cast, steps[0].order)
    assert [each.what for each in held.value.missing] == ["step-before-unread"]
