"""What if: the answer compares two plans and writes nothing."""

from __future__ import annotations

import pytest

from greenlane.core.models import Event, Unit
from greenlane.core.refusals import Refused
from greenlane.dispatch import asking
from greenlane.dispatch.asking import Change, ask
from greenlane.dispatch.one_question import one_question
from greenlane.dispatch.tests import inside, stage
from greenlane.work.models import Task
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "Solver", inside.Busy)


def unit(cast: Cast) -> Unit:
    return Unit.objects.get(pk=cast.unit.pk)


def test_more_hands_end_an_order_sooner(cast: Cast) -> None:
    order = stage.requested(cast)
    told = Event.objects.count()
    answered = ask(unit(cast), Change(add=(("cable", 8),)), seconds=0.4)
    [row] = answered.rows
    # Two people lay the cable that ten should lay.
    assert row.order == order.pk and row.later is not None and row.later < 0
    assert answered.cost_then < answered.cost_now
    assert Event.objects.count() == told


def test_one_question_is_answered_at_a_time(cast: Cast) -> None:
    stage.requested(cast)
    with one_question(), pytest.raises(Refused, match="what-if-busy"):
        ask(unit(cast), Change(), seconds=0.4)
    assert ask(unit(cast), Change(), seconds=0.4).rows


def test_who_is_lost_may_make_an_order_impossible(cast: Cast) -> None:
    order = stage.requested(cast)
    lost = f"person:{cast.id('deng')}"
    answered = ask(unit(cast), Change(lose=(lost,)), seconds=0.4)
    [row] = answered.rows
    assert (row.order, row.end_then, row.later) == (order.pk, None, None)
    meter = Task.objects.get(key="A14")
    assert (str(meter.pk), "too-few-heads") in {
        (each.task, each.rule) for each in answered.impossible
    }


def test_a_task_that_is_delayed_moves_what_comes_after(cast: Cast) -> None:
    stage.requested(cast)
    survey = Task.objects.get(key="A03")
    answered = ask(unit(cast), Change(delay={survey.pk: 600}), seconds=0.4)
    [row] = answered.rows
    assert row.later is not None and row.later > 0
    assert survey.pk in answered.moved
