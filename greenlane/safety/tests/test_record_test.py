"""Dead tests: every figure against the pack of the order, never against the code."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from greenlane.core import blobs, clock, guard
from greenlane.core.refusals import GateHeld, NotFound, Refused
from greenlane.safety.models import Evidence
from greenlane.safety.tests.stage import stint, task
from tests import stages
from tests.evidence import close_area, dead_test

POLARITY = {"kind": "polarity", "answer": "yes"}


def record(cast, of, *readings, closed=True, **other):
    if closed:
        close_area(cast, of, other.get("area", "src"))
    data = {
        "order": str(of.pk), "area": "src", "instrument": "Y-7",
        "readings": list(readings), **other,
    }  # fmt: skip
    done = cast.do("safety.record_test", data, by="qian")
    return Evidence.objects.get(pk=done.facts["evidence"])


def insulation(value, unit="MΩ"):
    return {"kind": "insulation_lv", "value": value, "unit_of_measure": unit}


@pytest.mark.parametrize(("megohms", "passed"), [(1, True), ("0.99", False)])
def test_the_pack_judges_the_figure(cast, megohms, passed):
    row = record(cast, stages.order(cast), insulation(megohms), POLARITY)
    line = row.lines.get(what="insulation_lv")
    assert (row.passed, line.ok) == (passed, passed)
    assert (line.value, line.unit_of_measure) == (Decimal(megohms), "MΩ")
    assert line.limit_key == "readings.insulation_lv.min"


def test_one_bad_reading_fails_the_section(cast):
    yes = {"kind": "polarity", "answer": "yes"}
    no = {"kind": "polarity", "answer": "no", "phase": "L2"}
    assert record(cast, stages.order(cast), insulation(50), yes).passed
    assert not record(cast, stages.order(cast, "BY-2"), insulation(50), yes, no).passed


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        ({"kind": "luck", "value": 1, "unit_of_measure": "1"}, "no-limit-known"),
        (insulation(1, "kΩ"), "unit-differs"),
        ({"kind": "insulation_lv", "answer": "yes"}, "reading-empty"),
        ({"kind": "polarity"}, "reading-empty"),
    ],
)
def test_what_cannot_be_judged_is_not_recorded(cast, reading, code):
    with pytest.raises(Refused, match=code):
        record(cast, stages.order(cast), reading, closed=False)
    assert not Evidence.objects.exists()


def test_a_section_the_order_does_not_have_is_refused(cast):
    with pytest.raises(Refused, match="unknown-area"):
        record(cast, stages.order(cast), insulation(5), area="roof", closed=False)


def test_only_testers_record_tests(cast):
    of = stages.order(cast)
    data = {
        "order": str(of.pk), "area": "src", "instrument": "Y-7",
        "readings": [insulation(5)],
    }  # fmt: skip
    with pytest.raises(Refused, match="role-missing"):
        cast.do("safety.record_test", data, by="zhou")
    assert dead_test(cast, of, "src")


@pytest.mark.parametrize(
    ("area", "readings", "lacks"),
    [
        ("src", [POLARITY], "insulation_lv"),
        ("src", [insulation(50)], "polarity"),
        ("lv", [insulation(50), POLARITY], "continuity"),
    ],
)
def test_one_easy_reading_is_no_test_of_the_section(cast, area, readings, lacks):
    with pytest.raises(Refused, match="test-incomplete") as refused:
        record(cast, stages.order(cast), *readings, area=area, closed=False)
    assert refused.value.facts["lacks"] == lacks
    assert not Evidence.objects.exists()


def test_the_photo_of_the_instrument_stands_with_the_readings(cast):
    picture = Path(__file__).parents[3] / "docs" / "img" / "order.png"
    photo = blobs.keep(BytesIO(picture.read_bytes()), by=cast.actor("qian")).hash
    row = record(cast, stages.order(cast), insulation(50), POLARITY, photo=photo)
    assert row.lines.get(blob=photo).what == "insulation_lv"
    with pytest.raises(NotFound):
        record(cast, stages.order(cast, "BY-2"), insulation(50), photo="0" * 64)


def test_what_failed_is_recorded_however_little_was_measured(cast):
    row = record(cast, stages.order(cast), insulation(0.3), closed=False)
    assert not row.passed


def test_volts_are_put_on_in_a_closed_and_empty_area(cast):
    """Also where no stint tells of the test."""
    of = stages.order(cast)
    with pytest.raises(GateHeld) as refused:
        record(cast, of, insulation(50), POLARITY, closed=False)
    assert [(x.gate, x.what) for x in refused.value.missing] == [
        ("G10a", "evidence-missing")
    ]
    close_area(cast, of, "src")
    inside = stint(cast, of, over=False)
    with pytest.raises(GateHeld) as refused:
        record(cast, of, insulation(50), POLARITY, closed=False)
    assert {x.what for x in refused.value.missing} == {
        "others-in-the-area", "evidence-stale",
    }  # fmt: skip
    assert not Evidence.objects.filter(kind="dead_test").exists()
    with guard.lifted():
        inside.ended_at = inside.end_recorded_at = clock.now()
        inside.save()
    assert record(cast, of, insulation(50), POLARITY).passed


def test_the_stint_of_the_test_itself_is_nobody_elses(cast):
    of = stages.order(cast)
    task(of, "T2", exclusive=True, gives="G10")
    close_area(cast, of, "src")
    stint(cast, of, leader="qian", over=False)
    assert record(cast, of, insulation(50), POLARITY, closed=False).passed
