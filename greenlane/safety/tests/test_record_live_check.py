"""Live checks, under the guard of the switching who stays until the last reading."""

import pytest

from greenlane.core.refusals import GateHeld, Refused
from greenlane.safety.models import Evidence
from tests import stages, supply_stages

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


@pytest.mark.parametrize("name", ["qian", "li", "he"])
def test_nobody_but_the_guard_of_the_closing_answers_for_it(cast, name):
    of = supply_stages.live(cast)
    with pytest.raises(GateHeld) as held:
        check(cast, of, authority=name)
    [each] = held.value.missing
    assert (each.gate, each.what) == ("G15", "not-the-guard-of-the-closing")
    assert each.holder == f"person:{cast.id('gao')}"


def test_a_short_ticket_of_its_own_is_an_authority_too(cast):
    of = supply_stages.live(cast)
    ticket = stages.issue(cast, of, None, areas="lv", no_infeeds="yes")
    with pytest.raises(GateHeld):
        check(cast, of, authority="liu")
    stages.permit(cast, stages.received(cast, ticket))
    assert check(cast, of, authority="liu").passed


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
