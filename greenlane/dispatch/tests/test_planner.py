"""News come in, a mended plan goes out, then a better one; whatever fails is said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from greenlane.core import clock, guard
from greenlane.core.follow import Reader, turn
from greenlane.core.models import Event, Unit
from greenlane.dispatch.live import question
from greenlane.dispatch.live.planner import (
    LOOK_SECONDS,
    MOST_SECONDS,
    QUIET_SECONDS,
    Planner,
)
from greenlane.dispatch.live.triggers import asking
from greenlane.dispatch.models import Kind, Line, OrderPlan, Promise, Revision, UnitPlan
from greenlane.dispatch.tests import inside, stage
from greenlane.planning.replay import replayed
from greenlane.work.models import Task
from tests.cast import Cast

pytestmark = pytest.mark.django_db


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def heard(planner: Planner, cast: Cast) -> None:
    """The journal is read, and what was heard is planned."""
    hand = planner.tick
    assert isinstance(hand, Hand)
    while turn(Reader("planner", planner.take), Unit.objects.get(pk=cast.unit.pk)):
        pass
    hand.now += 2 * QUIET_SECONDS
    planner.step()
    planner.step()


@pytest.fixture
def planner() -> Planner:
    made = inside.planner()
    made.tick = Hand()
    return made


def test_an_order_is_planned_mended_first_then_better(
    cast: Cast, planner: Planner
) -> None:
    order = stage.requested(cast)
    heard(planner, cast)
    kinds = list(Revision.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[0] == Kind.PROVISIONAL and set(kinds[1:]) == {Kind.BETTER}
    assert Line.objects.filter(order=order).count() == Task.objects.count()
    row = OrderPlan.objects.get(order=order)
    assert row.earliest_at and row.p50_at and row.p80_at and row.end_at
    assert row.earliest_at <= row.end_at and row.p50_at <= row.p80_at
    assert row.holds[0]["task"] == str(Task.objects.get(key="A20").pk)
    assert Promise.objects.get().p50_at == row.p50_at


def test_the_planner_does_not_answer_itself(cast: Cast, planner: Planner) -> None:
    stage.requested(cast)
    heard(planner, cast)
    before = Revision.objects.count()
    heard(planner, cast)
    assert Revision.objects.count() == before
    assert not asking(Event.objects.filter(name__startswith="dispatch.plan")
                      .values_list("name", flat=True))  # fmt: skip


def test_a_storm_of_news_is_one_plan(cast: Cast, planner: Planner) -> None:
    stage.requested(cast)
    hand = planner.tick
    assert isinstance(hand, Hand)
    for _news in range(10):
        planner.hear(cast.unit.pk, "work.task_finished")
        hand.now += QUIET_SECONDS / 2
        planner.step()
    assert not Revision.objects.filter(kind=Kind.PROVISIONAL).exists()
    hand.now += MOST_SECONDS
    planner.step()
    assert Revision.objects.filter(kind=Kind.PROVISIONAL).count() == 1


def test_what_was_told_for_soon_stays_when_something_is_done_sooner(
    cast: Cast, planner: Planner
) -> None:
    stage.requested(cast)
    heard(planner, cast)
    survey = Line.objects.get(task__key="A03")
    stage.done(cast, "A01", by="wang")
    heard(planner, cast)
    assert not Line.objects.filter(task__key="A01").exists()
    assert Line.objects.get(task__key="A03").start_at == survey.start_at


def test_what_begins_soon_keeps_its_crew(cast: Cast, planner: Planner) -> None:
    stage.requested(cast)
    heard(planner, cast)
    before = {line.task_id: {x.key for x in line.crews.all()}
              for line in Line.objects.filter(start_at__lt=soon())}  # fmt: skip
    stage.requested(cast, although_open=True, priority=1)
    heard(planner, cast)
    for task, crews in before.items():
        line = Line.objects.get(task=task)
        assert {x.key for x in line.crews.all()} == crews


def soon() -> object:
    return clock.now() + timedelta(minutes=60)


def test_a_trade_that_nobody_has_is_named_and_the_rest_planned(
    cast: Cast, planner: Planner
) -> None:
    order = stage.requested(cast)
    cast.do("workforce.report_unfit", {"person": cast.id("deng")}, by="zhao")
    heard(planner, cast)
    row = OrderPlan.objects.get(order=order)
    first = next(x for x in row.unplanned if x["rule"] == "too-few-heads")
    assert first["task"] == str(Task.objects.get(key="A14").pk)
    assert (first["skill"], first["wanted"], first["there"]) == ("meter", 2, 0)
    assert row.p50_at is None  # an order that lacks a task has no window
    assert Line.objects.filter(task__key="A03").exists()


@pytest.mark.parametrize("why", ["killed", "too-slow", "out-of-memory", "failed"])
def test_a_solver_that_fails_leaves_a_plan_and_says_so(cast: Cast, why: str) -> None:
    stage.requested(cast)
    planner = inside.planner(inside.Broken(why))
    planner.tick = Hand()
    heard(planner, cast)
    plan = UnitPlan.objects.get()
    assert plan.stale_since and plan.stale_why == why
    assert Revision.objects.latest("number").kind == Kind.FALLBACK
    assert Line.objects.exists()


def test_an_order_that_was_stopped_is_not_planned_and_says_why(
    cast: Cast, planner: Planner
) -> None:
    order = stage.requested(cast)
    heard(planner, cast)
    cast.do("work.stop_work", {"order": str(order.pk), "reason": "烟"}, by="liu")
    heard(planner, cast)
    assert not Line.objects.exists()
    assert OrderPlan.objects.get(order=order).unplanned == [{"rule": "stopped"}]


def test_a_task_that_should_have_ended_asks_by_itself(
    cast: Cast, planner: Planner
) -> None:
    stage.requested(cast)
    cast.do(
        "work.start_desk_work",
        {"task": str(Task.objects.get(key="A01").pk), "heads": []},
        by="wang",
    )
    heard(planner, cast)
    before = Revision.objects.count()
    with guard.lifted():
        line = Line.objects.get(task__key="A01")
        ago = clock.now() - timedelta(minutes=9)
        Line.objects.filter(pk=line.pk).update(
            start_at=ago - timedelta(minutes=9), end_at=ago
        )
    hand = planner.tick
    assert isinstance(hand, Hand)
    hand.now += 60
    planner.step()
    hand.now += 2 * QUIET_SECONDS
    planner.step()
    assert Revision.objects.count() > before
    assert Revision.objects.latest("number").cause == "overrun"
    assert Line.objects.get(task__key="A01").end_at > clock.now()


def test_a_published_plan_is_made_again_from_what_was_kept(
    cast: Cast, planner: Planner
) -> None:
    stage.requested(cast)
    heard(planner, cast)
    row = Revision.objects.latest("number")
    again = replayed(bytes(row.pinned))
    assert again.hash == row.digest and not again.faults


def test_what_breaks_for_one_unit_is_said_and_tried_again(
    cast: Cast, planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.requested(cast)
    whole = question.question
    monkeypatch.setattr(question, "question", lambda *_given: 1 / 0)
    heard(planner, cast)
    assert UnitPlan.objects.get().stale_why == "failed"
    monkeypatch.setattr(question, "question", whole)
    hand = planner.tick
    assert isinstance(hand, Hand)
    hand.now += LOOK_SECONDS
    planner.step()
    hand.now += 2 * QUIET_SECONDS
    planner.step()
    assert Line.objects.exists() and UnitPlan.objects.get().stale_since is None
