"""An order closes when it was handed over, is quiet, and no paper is owed."""

import pytest

from greenlane.connections.models import Paper, Term
from greenlane.core import clock, guard
from greenlane.core.refusals import NotAllowed, Refused
from greenlane.work.models import OrderEnd, Task, Wait
from tests import endings, stages, switching_stages
from tests import supply_stages as stage


def close(cast, order, *, by="wang"):
    return cast.do("connections.close_order", {"order": str(order.pk)}, by=by)


def receive_all(cast, order):
    for paper in Paper.objects.filter(order=order, received_at__isnull=True):
        received = {"paper": str(paper.pk)}
        cast.do("connections.receive_paper", received, by="wang")


def test_papers_owed_block_the_closing_and_are_all_named(cast):
    order = stage.handed_over(cast)
    with pytest.raises(Refused, match="papers-owed") as refused:
        close(cast, order)
    owed = Paper.objects.filter(order=order).values_list("kind", flat=True)
    assert set(refused.value.facts["papers"].split()) == set(owed)
    receive_all(cast, order)
    close(cast, order)
    assert OrderEnd.objects.get(order=order).kind == "closed"


def test_it_is_handed_over_first(cast):
    order = stage.live(cast)
    receive_all(cast, order)
    with pytest.raises(Refused, match="not-handed-over"):
        close(cast, order)


def test_an_open_ticket_keeps_it_open(cast):
    order = stage.handed_over(cast)
    receive_all(cast, order)
    ticket = stages.issue(cast, order, None, areas="lv", no_infeeds="yes")
    stages.permit(cast, stages.received(cast, ticket))
    with pytest.raises(Refused, match="ticket-still-open"):
        close(cast, order)
    endings.end(cast, ticket, heads=1, earths=0)
    close(cast, order)


@pytest.mark.parametrize("given", [True, False])
def test_a_switching_order_ends_before_it(cast, given):
    order = stage.handed_over(cast)
    receive_all(cast, order)
    first = [switching_stages.line("check")]
    make = switching_stages.in_force if given else switching_stages.write
    row = make(cast, order, first)
    cancel = {"order": str(order.pk), "reason": "-"}
    for verb, data, by in (
        ("connections.close_order", {"order": str(order.pk)}, "wang"),
        ("work.cancel_order", cancel, "feng"),
    ):
        with pytest.raises(Refused, match="switching-still-open") as refused:
            cast.do(verb, data, by=by)
        ends = "safety.end_switching" if given else "safety.abandon_switching"
        assert refused.value.next_step == ends
    stop = {"switching": str(row.pk)}
    cast.do("safety.stop_switching", stop, by="deng")
    with pytest.raises(Refused, match="switching-still-open"):
        close(cast, order)  # stopped is not over
    cast.do("safety.abandon_switching", {**stop, "reason": "不再需要"}, by="zhao")
    close(cast, order)


def test_holds_and_waits_end_with_it(cast):
    order = stage.handed_over(cast)
    receive_all(cast, order)
    named = {
        "order": str(order.pk), "cause": "third_party", "holder": "物业",
    }  # fmt: skip
    cast.do("work.open_wait", named, by="wang")
    close(cast, order)
    assert not Wait.objects.filter(ended_at__isnull=True).exists()


def test_it_closes_once_and_never_by_crew(cast):
    order = stage.handed_over(cast)
    receive_all(cast, order)
    with pytest.raises(NotAllowed):
        close(cast, order, by="zhou")
    close(cast, order)
    with pytest.raises(Refused, match="order-ended"):
        close(cast, order)


def test_a_removal_closes_when_its_tasks_are_done(cast):
    removal = Term.objects.get(order=stage.live(cast)).removal
    with pytest.raises(Refused, match="removal-not-done"):
        close(cast, removal)
    with guard.lifted():
        Task.objects.filter(order=removal).update(finished_at=clock.now())
    close(cast, removal)
    assert OrderEnd.objects.get(order=removal).kind == "closed"
