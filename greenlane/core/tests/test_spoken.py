"""Who edits a row by hand to open a gate is found, though no event was changed."""

from __future__ import annotations

import pytest

from greenlane.connections.models import Survey
from greenlane.core import clock, guard
from greenlane.core.verify import verify
from greenlane.safety.models import (
    EarthSet,
    Evidence,
    Infeed,
    Instruction,
    Occurrence,
    Point,
)
from greenlane.work.models import StopWork
from tests import stages
from tests import supply_stages as stage


def found():
    return {(each.what, each.detail.split()[0]) for each in verify().findings}


def by_hand(rows, **change):
    with guard.lifted():
        assert rows.update(**change)


@pytest.fixture
def story(cast):
    """Surveyed, stopped, reported, an infeed seen, evidence and orders taken back."""
    order = stage.surveyed(cast)
    word = {"order": str(order.pk)}
    cast.do("work.stop_work", {**word, "reason": "-"}, by="zhou")
    cast.do("safety.report_supply_lost", {**word, "told_by": "-"}, by="zhou")
    seen = {"site": str(cast.site.pk), "kind": "pv", "name": "光伏"}
    cast.do("safety.record_infeed", seen, by="zhou")
    stages.told(cast, order)
    kept = {"evidence": str(Evidence.objects.get().pk)}
    cast.do("safety.withdraw_evidence", kept, by="zhou")
    assert found() == set()
    return order


def test_a_stop_that_was_lifted_by_hand(story):
    by_hand(StopWork.objects, lifted_at=clock.now())
    assert found() == {("instant-not-told", "stopwork")}


@pytest.mark.parametrize("model", [StopWork, Occurrence])
def test_a_stop_or_a_report_that_was_taken_out(story, model):
    with guard.lifted():
        model.objects.all().delete()
    assert found() == {("row-denies-event", model._meta.model_name)}


def test_an_infeed_that_was_taken_out(story):
    seen = Infeed.objects.filter(kind="pv")
    by_hand(seen, gone_at=clock.now())
    assert found() == {("instant-not-told", "infeed")}
    with guard.lifted():
        seen.delete()
    assert found() == {("row-denies-event", "infeed")}


def test_a_record_that_was_brought_back(story):
    by_hand(Evidence.objects, withdrawn_at=None)
    assert found() == {("row-denies-event", "evidence")}


@pytest.mark.parametrize("verdict", ["cap", ""])
def test_another_verdict(story, verdict):
    by_hand(Survey.objects, verdict=verdict, cap_kw=1)
    assert found() == {("row-denies-event", "survey")}


def test_a_record_that_passes_all_at_once(cast):
    section = stages.isolated(cast, stages.order(cast))
    bad = stages.proof(section, proved_after="no")
    cast.do("safety.prove_dead", bad, by="he")
    before = found()
    by_hand(Evidence.objects.filter(kind="proved_dead"), passed=True)
    assert found() - before == {("row-denies-event", "evidence")}


def test_an_earth_a_lock_or_a_read_back_that_nobody_told(cast):
    stages.permitted(cast, stages.order(cast))
    before = found()
    by_hand(EarthSet.objects, removed_at=clock.now(), removed_by=cast.people["he"],
            removed_with=cast.people["gao"])  # fmt: skip
    by_hand(Point.objects, unlocked_at=clock.now())
    by_hand(Instruction.objects, read_back_at=clock.now())
    kinds = ("earthset", "point", "instruction")
    assert found() - before == {("instant-not-told", kind) for kind in kinds}
