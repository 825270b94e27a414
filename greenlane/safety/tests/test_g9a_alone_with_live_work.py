"""G9a: nobody is at work, nor begins, on what live work may make live."""

from __future__ import annotations

from dataclasses import replace

import pytest

from greenlane.core import clock, guard
from greenlane.core.refusals import GateHeld
from greenlane.safety.gates import g9a_alone_with_live_work as g9a
from greenlane.safety.models import Infeed
from greenlane.safety.tests.stage import act, held, stint, task
from tests import endings, releases, stages
from tests.live_work import conditions, live


def permit_of(ticket):
    return act(ticket.order, "permit", ticket=ticket.pk, areas=("tee",))


def refused(deed):
    with pytest.raises(GateHeld) as walked:
        deed()
    return {(each.gate, each.what) for each in walked.value.missing}


def test_a_crew_without_a_ticket_holds_the_tee(cast):
    ticket = live(cast)
    conditions(cast, ticket.order)
    running = stint(cast, ticket.order, "T1", over=False)
    wanted = {("G9a", "at-work-beside-live-work")}
    assert refused(lambda: stages.permit(cast, ticket)) == wanted
    cast.do("work.end_stint", {"stint": str(running.pk)}, by="zhou")
    assert stages.permit(cast, ticket).permitted_at is not None


def test_a_crew_of_another_order_at_the_site_holds_it_too(cast):
    ticket, other = live(cast), stages.order(cast, "BY-2")
    stint(cast, other, "T1", over=False)
    assert held(g9a, permit_of(ticket)) == ["at-work-beside-live-work"]


def test_nobody_begins_beside_it_until_its_ticket_has_ended(cast):
    ticket, other = live(cast), stages.order(cast, "BY-2")
    stages.surveyed(cast, other)
    conditions(cast, ticket.order)
    verb, data, by = releases.begin(cast, other, "T1")
    stages.permit(cast, ticket)
    wanted = {("G9a", "live-work-beside")}
    assert refused(lambda: cast.do(verb, data, by=by)) == wanted
    pause = {"ticket": str(ticket.pk), "cause": "pause"}
    cast.do("safety.interrupt_ticket", pause, by="liu")
    assert refused(lambda: cast.do(verb, data, by=by)) == wanted, "interrupted is open"
    endings.end(cast, ticket, heads=1, earths=0)
    assert cast.do(verb, data, by=by).facts["stint"]


def test_nobody_joins_a_crew_beside_it(cast):
    """However that crew came to be there."""
    ticket = live(cast)
    conditions(cast, ticket.order)
    stages.permit(cast, ticket)
    beside = act(ticket.order, "stint", task=task(ticket.order, "T1").pk)
    assert held(g9a, beside) == ["live-work-beside"]


def test_the_live_work_itself_goes_on(cast):
    ticket = live(cast)
    conditions(cast, ticket.order)
    stages.permit(cast, ticket)
    own = act(ticket.order, "stint", also=frozenset({"stint_live"}))
    assert held(g9a, own) == []
    task(ticket.order, "T3", live=True)
    stint(cast, ticket.order, "T3", over=False)
    assert held(g9a, own) == [] == held(g9a, permit_of(ticket))
    stint(cast, ticket.order, "T1", leader="xu", over=False)
    assert held(g9a, own) == ["at-work-beside-live-work"]


def test_words_are_no_work(cast):
    """Who ends the ticket, or gives an order, touches nothing."""
    ticket = live(cast)
    conditions(cast, ticket.order)
    word = task(ticket.order, "T1", stage="close", areas="")
    running = stint(cast, ticket.order, "T1", over=False)
    assert held(g9a, permit_of(ticket)) == []
    stages.permit(cast, ticket)
    said = act(ticket.order, "stint", task=word.pk, subject=running.pk)
    assert held(g9a, said) == []
    assert held(g9a, replace(said, task=None)) == ["live-work-beside"], "unknown: held"


def test_between_dead_tickets_it_says_nothing(cast):
    ticket = stages.ready(cast, stages.order(cast))
    stint(cast, ticket.order, "T1", over=False)
    assert held(g9a, permit_of(ticket)) == []


def test_live_work_elsewhere_on_the_same_device_is_found_without_a_section(cast):
    """Its site has a way in by the device that this order isolates, no more."""
    far = stages.shared_pole(cast)
    section = far.isolations.get()
    site = cast.site
    with guard.lifted():
        Infeed.objects.create(
            unit=cast.unit, site=site, kind="grid", name="T接", device=section.source,
            found_at=clock.now(),
        )  # fmt: skip
    ticket = live(cast)
    assert ticket.order.site != far.site
    assert not ticket.order.isolations.exists()
    conditions(cast, ticket.order)
    stages.permit(cast, ticket)
    assert held(g9a, act(far, "stint")) == ["live-work-beside"]
