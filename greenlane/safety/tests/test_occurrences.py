"""What the world did is never refused: it interrupts, alarms, and waits for review."""

import pytest

from greenlane.core import guard
from greenlane.core.refusals import GateHeld, Refused
from greenlane.places.supply import states_of
from greenlane.safety.gates import g0_not_stopped as g0
from greenlane.safety.models import Evidence, Occurrence
from greenlane.safety.tests.stage import act, held
from greenlane.work.models import OrderEnd, StopWork
from tests import stages

REPORTS = {
    "safety.report_energised": {"state": "grid_temporary", "what": "电话令"},
    "safety.report_supply_lost": {},
    "safety.report_accident": {"what": "绊倒"},
}
EVERY = pytest.mark.parametrize("verb", sorted(REPORTS))


def report(cast, of, verb, *, by="zhou", **how):
    data = {"order": str(of.pk), "told_by": "门卫", **REPORTS[verb]}
    done = cast.do(verb, data, by=by, **how)
    return Occurrence.objects.get(pk=done.facts["occurrence"])


def review(cast, row, *, by="zheng"):
    data = {"occurrence": str(row.pk), "review": "已核实"}
    cast.do("safety.review_occurrence", data, by=by)


@EVERY
def test_it_interrupts_every_ticket_of_the_closure_and_holds_all_releases(cast, verb):
    ticket = stages.permitted(cast, stages.order(cast))
    other = stages.shared_pole(cast, unit=cast.foreign)
    report(cast, ticket.order, verb)
    assert ticket.breaks.get().resumed_at is None
    shared = other.isolations.get()
    for asked in (act(ticket.order, "resume", ticket.isolation),
                  act(other, "energise", shared, ticket.isolation)):  # fmt: skip
        assert "occurrence-unreviewed" in held(g0, asked)


@EVERY
def test_anybody_reports_it_from_a_queue_and_on_an_ended_order(cast, verb):
    of = stages.order(cast)
    with guard.lifted():
        OrderEnd.objects.create(
            unit=of.unit, order=of, kind="closed", at=of.requested_at
        )
    row = report(cast, of, verb, by="deng", queued=True)
    assert row.raised_by == cast.accounts["deng"].pk


def test_what_is_said_to_be_live_is_live_and_lost_is_dark(cast):
    of = stages.order(cast)
    report(cast, of, "safety.report_energised")
    assert states_of([cast.block1])[cast.block1.pk] == "grid_temporary"
    report(cast, of, "safety.report_supply_lost")
    assert states_of([cast.block1])[cast.block1.pk] == "dark"


def test_an_accident_stops_the_work_by_itself(cast):
    of = stages.order(cast)
    report(cast, of, "safety.report_accident")
    stop = StopWork.objects.get()
    assert (stop.kind, stop.order, stop.site) == ("stop", of, of.site)


def test_a_section_said_to_be_live_is_proved_dead_anew_after_the_review(cast):
    ticket = stages.ready(cast, stages.order(cast))  # dead, and nobody let in yet
    row = report(cast, ticket.order, "safety.report_energised")
    review(cast, row)
    with pytest.raises(GateHeld) as refused:
        stages.permit(cast, ticket)
    assert [each.what for each in refused.value.missing] == ["evidence-stale"]
    assert Evidence.objects.filter(kind="proved_dead").count() == 1
    cast.do("safety.prove_dead", stages.proof(ticket.isolation), by="he")
    stages.permit(cast, ticket)


def test_another_person_reviews_it_once(cast):
    row = report(cast, stages.order(cast), "safety.report_supply_lost", by="zheng")
    with pytest.raises(Refused, match="reporter-may-not-review"):
        review(cast, row)
    with pytest.raises(Refused, match="role-missing"):
        review(cast, row, by="wu")
    row = report(cast, stages.order(cast, "BY-2"), "safety.report_supply_lost")
    review(cast, row)
    row.refresh_from_db()
    assert row.reviewed_by == cast.people["zheng"]
    with pytest.raises(Refused, match="already-reviewed"):
        review(cast, row)
