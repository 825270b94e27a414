"""What a dispatcher holds in the plan, and which of the offered plans he takes."""

from __future__ import annotations

import base64
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest

from greenlane.core import clock
from greenlane.core.refusals import Malformed, NotAllowed, NotFound, Refused
from greenlane.dispatch.models import Offer, Pin, Promise, Revision, UnitPlan
from greenlane.dispatch.sheet import SheetOffer, SheetOrder
from greenlane.dispatch.tests import stage
from greenlane.work.models import Task
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def key(task: str) -> str:
    return str(Task.objects.get(key=task).pk)


def test_a_task_held_to_somebody_is_planned_for_him_only(cast: Cast) -> None:
    stage.requested(cast)
    said = {"task": key("A06"), "person": cast.id("sun"), "reason": "他在场"}
    cast.do("dispatch.pin_task", said, by="zhao")
    job = next(x for x in stage.told(cast).jobs.jobs if x.key == key("A06"))
    assert job.only == (f"person:{cast.id('sun')}",)
    cast.do("dispatch.unpin_task", {"task": key("A06")}, by="zhao")
    job = next(x for x in stage.told(cast).jobs.jobs if x.key == key("A06"))
    assert not job.only
    with pytest.raises(Refused, match="not-pinned"):
        cast.do("dispatch.unpin_task", {"task": key("A06")}, by="zhao")


def test_a_task_held_to_a_start_and_behind_another(cast: Cast) -> None:
    stage.requested(cast)
    start = (clock.now() + timedelta(hours=2)).isoformat()
    said = {"task": key("A05"), "start_at": start, "behind": key("A03")}
    cast.do("dispatch.pin_task", said, by="zhao")
    job = next(x for x in stage.told(cast).jobs.jobs if x.key == key("A05"))
    assert job.release in {119, 120}
    assert key("A03") in {after.task for after in job.after}


def test_a_new_hold_takes_the_place_of_the_old(cast: Cast) -> None:
    stage.requested(cast)
    for name in ("sun", "ma"):
        said = {"task": key("A06"), "person": cast.id(name)}
        cast.do("dispatch.pin_task", said, by="zhao")
    assert Pin.objects.filter(ended_at=None).get().person == cast.people["ma"]
    assert Pin.objects.count() == 2


def test_tasks_never_wait_for_each_other_by_a_hold(cast: Cast) -> None:
    stage.requested(cast)
    said = {"task": key("A03"), "behind": key("A20")}
    with pytest.raises(Refused, match="pins-in-a-circle"):
        cast.do("dispatch.pin_task", said, by="zhao")
    cast.do("dispatch.pin_task", {"task": key("A05"), "behind": key("A03")}, by="zhao")
    with pytest.raises(Refused, match="pins-in-a-circle"):
        said = {"task": key("A03"), "behind": key("A05")}
        cast.do("dispatch.pin_task", said, by="zhao")


def test_a_hold_that_holds_nothing_or_too_much_is_refused(cast: Cast) -> None:
    stage.requested(cast)
    with pytest.raises(Malformed):
        cast.do("dispatch.pin_task", {"task": key("A06")}, by="zhao")
    with pytest.raises(NotAllowed):
        said = {"task": key("A06"), "person": cast.id("sun")}
        cast.do("dispatch.pin_task", said, by="zhou")
    with pytest.raises(NotFound):
        cast.do("dispatch.pin_task", said, by="stranger")
    with pytest.raises(NotFound):  # nobody of a foreign unit is in this one's plan
        said = {"task": key("A06"), "person": cast.id("foreign_leader")}
        cast.do("dispatch.pin_task", said, by="zhao")


def test_one_of_the_offered_plans_is_taken(cast: Cast) -> None:
    stage.requested(cast)
    sheet = stage.sheet(stage.told(cast))
    later = tuple(
        replace(x, start_at=x.start_at + timedelta(hours=1),
                end_at=x.end_at + timedelta(hours=1))
        for x in sheet.lines
    )  # fmt: skip
    other = replace(sheet, lines=later, kind="chosen").as_text()
    packed = base64.b64encode(zlib.compress(other.encode())).decode()
    torn = SheetOffer("best", 90, 80, 3, {}, packed[: len(packed) // 8 * 4])
    stage.publish(cast, replace(sheet, offers=(torn,)))
    with pytest.raises(Refused, match="no-such-offer"):
        cast.do("dispatch.choose_plan", {"kind": "best", "number": 1}, by="zhao")
    offer = SheetOffer("best", 90, 80, 3, {}, packed)
    stage.publish(cast, replace(sheet, offers=(offer,)))
    with pytest.raises(Refused, match="no-such-offer"):
        cast.do("dispatch.choose_plan", {"kind": "fewest", "number": 2}, by="zhao")
    cast.do("dispatch.choose_plan", {"kind": "best", "number": 2}, by="zhao")
    assert Revision.objects.get(number=3).kind == "chosen"
    assert not Offer.objects.exists()
    with pytest.raises(Refused, match="plan-overtaken"):
        cast.do("dispatch.choose_plan", {"kind": "best", "number": 2}, by="zhao")


def test_a_window_is_promised_again_and_the_old_one_kept(cast: Cast) -> None:
    order = stage.requested(cast)
    again = {"order": str(order.pk), "reason": "变压器晚到"}
    with pytest.raises(Refused, match="nothing-to-promise"):
        cast.do("dispatch.promise_again", again, by="zhao")
    found = stage.told(cast)
    for minutes in (377, 500):
        window = SheetOrder(
            order.pk, p50_at=found.at(minutes), p80_at=found.at(minutes + 80)
        )
        stage.publish(cast, replace(stage.sheet(found), orders=(window,)))
    cast.do("dispatch.promise_again", again, by="zhao")
    first, second = Promise.objects.order_by("promised_at")
    assert first.replaced_at and first.ended_seq
    assert second.p50_at == found.at(500) and second.replaced_at is None


def test_a_plan_goes_stale_once_and_the_next_one_is_fresh(cast: Cast) -> None:
    from greenlane.core.actors import system
    from greenlane.core.door import perform

    stage.requested(cast)
    sheet = stage.sheet(stage.told(cast))
    stage.publish(cast, sheet)
    for why in ("too-slow", "killed"):
        perform("dispatch.mark_stale", {"why": why}, by=system(cast.unit))
    plan = UnitPlan.objects.get()
    assert plan.stale_since and plan.stale_why == "killed"
    with pytest.raises(NotAllowed):
        cast.do("dispatch.mark_stale", {"why": "killed"}, by="zhao")
    stage.publish(cast, sheet)  # a provisional one only stands in
    assert UnitPlan.objects.get().stale_since
    stage.publish(cast, replace(sheet, kind="better"))
    assert UnitPlan.objects.get().stale_since is None
