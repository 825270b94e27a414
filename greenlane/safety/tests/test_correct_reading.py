"""A reading was written down wrong: a new record; the old one stays to be read."""

import pytest

from greenlane.core import guard
from greenlane.core.refusals import Refused
from greenlane.safety.models import Evidence
from greenlane.safety.tests.stage import clear, put
from greenlane.work.models import Clearance, ClearanceBasis, StopWork
from tests import stages
from tests.evidence import dead_test
from tests.supply_stages import LIVE


def correct(cast, row, value, *more):
    figure = {"kind": "insulation_lv", "value": value, "unit_of_measure": "MΩ"}
    readings = [figure, {"kind": "polarity", "answer": "yes"}, *more]
    data = {"evidence": str(row.pk), "reason": "抄错", "readings": readings}
    done = cast.do("safety.correct_reading", data, by="qian")
    return Evidence.objects.get(pk=done.facts["evidence"])


def first(cast, of):
    return Evidence.objects.get(pk=dead_test(cast, of, "src"))


def relying(cast, of, row, kind="energise"):
    clearance = clear(cast, of, kind)
    with guard.lifted():
        ClearanceBasis.objects.create(
            unit=of.unit, clearance=clearance, gate="G10", kind="evidence",
            evidence=row.pk,
        )  # fmt: skip
    return clearance


def test_the_old_record_stays_as_it_was_told(cast):
    of = stages.order(cast)
    old = first(cast, of)
    new = correct(cast, old, 80)
    assert (new.corrects, new.passed, new.note) == (old, True, "抄错")
    assert (new.at, new.recorded_at) == (old.at, old.recorded_at)
    assert old.lines.get(what="insulation_lv").value == 120
    with pytest.raises(Refused, match="already-replaced"):
        correct(cast, old, 90)


def test_what_relied_on_it_stands_when_the_true_figure_passes(cast):
    of = stages.order(cast)
    old = first(cast, of)
    clearance = relying(cast, of, old)
    correct(cast, old, 80)
    clearance.refresh_from_db()
    assert clearance.revoked_at is None


def test_a_true_figure_that_fails_takes_the_clearance_down_and_alarms(cast):
    of = stages.order(cast)
    old = first(cast, of)
    clearance = relying(cast, of, old)
    correct(cast, old, "0.2")
    clearance.refresh_from_db()
    assert clearance.revoked_why == "reading-corrected"
    assert StopWork.objects.get().order == of


def test_a_correction_that_is_withdrawn_answers_for_the_first_record_too(cast):
    of = stages.order(cast)
    old = first(cast, of)
    relying(cast, of, old, kind="stint")
    new = correct(cast, old, 80)
    cast.do("safety.withdraw_evidence", {"evidence": str(new.pk)}, by="zhou")
    assert Clearance.objects.get().revoked_why == "evidence-withdrawn"


def test_who_stood_by_stays_named_when_a_figure_is_corrected(cast):
    of = stages.order(cast)
    old = put(cast, of, "live_check", people=["gao"])
    volts = {"kind": "voltage_line", "value": 385, "unit_of_measure": "V"}
    new = correct(cast, old, 80, volts, *LIVE)
    assert new.lines.get(person__isnull=False).person == cast.people["gao"]


def test_only_what_was_measured_is_corrected(cast):
    of = stages.order(cast)
    with pytest.raises(Refused, match="not-a-measurement"):
        correct(cast, put(cast, of, "acceptance"), 5)
