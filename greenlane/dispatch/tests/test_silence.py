"""No planner, or one that has died: the plan that stands says that it is old."""

from __future__ import annotations

import pytest

from greenlane.core.actors import system
from greenlane.core.door import perform
from greenlane.core.follow import Reader, turn
from greenlane.core.models import Unit
from greenlane.core.refusals import Refused
from greenlane.dispatch.live.silence import PATIENCE_SECONDS, READER, Watch
from greenlane.dispatch.models import Line, UnitPlan
from greenlane.dispatch.tests import stage
from greenlane.readers import readers
from greenlane.work.models import Order
from tests.cast import Cast

pytestmark = pytest.mark.django_db


class Follower:
    """Reads as the follower does, on a clock that is moved by hand."""

    def __init__(self, cast: Cast) -> None:
        self.now = 50.0
        self.unit = Unit.objects.get(pk=cast.unit.pk)
        self.reader = Reader(READER, Watch(lambda: self.now).take, also_idle=True)

    def looks(self, after: float = 0.0) -> UnitPlan:
        self.now += after
        while turn(self.reader, self.unit):
            pass
        return UnitPlan.objects.get(unit=self.unit)


def planned(cast: Cast) -> Follower:
    stage.requested(cast)
    stage.publish(cast, stage.sheet(stage.told(cast)))
    follower = Follower(cast)
    assert follower.looks(PATIENCE_SECONDS).stale_since is None
    return follower


def test_a_planner_that_is_gone_is_missed_within_five_seconds(cast: Cast) -> None:
    follower = planned(cast)
    stage.done(cast, "A01", by="wang")
    assert follower.looks().stale_since is None
    plan = follower.looks(PATIENCE_SECONDS)
    assert plan.stale_since and plan.stale_why == "silent"
    assert Line.objects.exists()  # what people were told stands
    assert PATIENCE_SECONDS + 0.5 < 5


def test_a_planner_that_answers_is_left_alone(cast: Cast) -> None:
    follower = planned(cast)
    stage.done(cast, "A01", by="wang")
    follower.looks()
    stage.publish(cast, stage.sheet(stage.told(cast)))
    assert follower.looks(PATIENCE_SECONDS).stale_since is None


def test_what_came_after_the_last_answer_is_waited_for_anew(cast: Cast) -> None:
    follower = planned(cast)
    stage.done(cast, "A01", by="wang")
    follower.looks()
    answer = stage.sheet(stage.told(cast))
    stage.requested(cast, although_open=True)
    follower.looks(PATIENCE_SECONDS / 2)
    stage.publish(cast, answer)  # it knows of the first, not of the second
    assert follower.looks(PATIENCE_SECONDS / 2).stale_since is None
    assert follower.looks(PATIENCE_SECONDS / 2).stale_since is not None


def test_what_changes_no_plan_is_no_news(cast: Cast) -> None:
    follower = planned(cast)
    order = Order.objects.get()
    cast.do("work.add_note", {"order": str(order.pk), "text": "第一"}, by="wang")
    follower.looks()
    assert follower.looks(PATIENCE_SECONDS).stale_since is None


def test_where_nothing_was_planned_nothing_is_out_of_date(cast: Cast) -> None:
    stage.requested(cast)
    follower = Follower(cast)
    turn(follower.reader, follower.unit)
    follower.now += PATIENCE_SECONDS
    turn(follower.reader, follower.unit)
    assert not UnitPlan.objects.exists()


def test_a_plan_that_came_at_this_very_moment_is_not_marked(cast: Cast) -> None:
    planned(cast)
    said = {"why": "silent", "missing": UnitPlan.objects.get().seq}
    with pytest.raises(Refused, match="plan-overtaken"):
        perform("dispatch.mark_stale", said, by=system(cast.unit))
    assert UnitPlan.objects.get().stale_since is None


def test_the_follower_has_it_among_its_readers() -> None:
    assert READER in {each.name for each in readers()}
