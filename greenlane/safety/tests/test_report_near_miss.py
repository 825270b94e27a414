"""A near miss is told by anybody, holds nothing, and names nobody who does not want."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from greenlane.core import clock
from greenlane.core.models import Event
from greenlane.core.refusals import Malformed
from greenlane.safety.gates import g0_not_stopped as g0
from greenlane.safety.models import NearMiss
from greenlane.safety.tests.stage import act, held
from tests import stages

WHAT = "梯子滑了一下，差点碰到带电侧"


def report(cast, *, by="zhou", told=None, **how):
    data = told or {"site": str(cast.site.pk)}
    done = cast.do("safety.report_near_miss", {"what": WHAT, **data}, by=by, **how)
    return NearMiss.objects.get(pk=done.facts["near_miss"])


def test_it_holds_nothing_and_interrupts_nobody(cast):
    ticket = stages.permitted(cast, stages.order(cast))
    row = report(cast, told={"order": str(ticket.order.pk)})
    assert (row.order, row.site) == (ticket.order, cast.site)
    assert not ticket.breaks.exists()
    assert held(g0, act(ticket.order, "resume", ticket.isolation)) == []


def test_neither_its_row_nor_its_fact_names_who_told_it(cast):
    row = report(cast, by="deng")
    assert row.told_by == ""
    deng = {str(cast.accounts["deng"].pk), cast.id("deng"), "邓丽", "deng"}
    kept = {str(getattr(row, f.attname)) for f in row._meta.concrete_fields}
    assert not kept & deng
    fact = Event.objects.get(name="safety.near_miss_reported")
    assert set(json.loads(fact.canonical)) == {"near_miss"}


def test_it_comes_late_from_a_queue_and_keeps_both_times(cast):
    happened = clock.now() - timedelta(hours=5)
    row = report(cast, queued=True, at=happened)
    assert row.at == happened
    assert row.recorded_at > happened + timedelta(hours=4)
    assert row.time_source == "declared"


def test_it_needs_a_place(cast):
    with pytest.raises(Malformed):
        cast.do("safety.report_near_miss", {"what": WHAT}, by="zhou")
