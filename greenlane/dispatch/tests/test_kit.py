"""Equipment and material: counted, out of service, on the way; what the plan sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from greenlane.core import clock, guard
from greenlane.core.models import Unit
from greenlane.core.refusals import NotAllowed, NotFound, Refused
from greenlane.dispatch.live import outcome, question
from greenlane.dispatch.models import Arrival, Equipment, Kind, Outage, StockCount
from greenlane.dispatch.tests import stage
from greenlane.planning.check import check
from greenlane.planning.greedy import greedy
from greenlane.planning.solve import Budget
from greenlane.work.models import Task
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def later(hours: float) -> str:
    return (clock.now() + timedelta(hours=hours)).isoformat()


def have(cast: Cast, kind: str, count: int) -> None:
    said = {"equipment": kind, "count": count}
    cast.do("dispatch.set_equipment", said, by="zhao")


def lose(cast: Cast, kind: str, **other: Any) -> str:
    said = {"equipment": kind, "count": 1, **other}
    done = cast.do("dispatch.lose_equipment", said, by="zhao")
    return str(done.facts["outage"])


def count(cast: Cast, item: str, amount: int) -> None:
    cast.do("dispatch.count_stock", {"item": item, "amount": amount}, by="guo")


def key(task: str) -> str:
    return str(Task.objects.get(key=task).pk)


def test_a_new_count_of_equipment_takes_the_place_of_the_old(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        cast.do("dispatch.set_equipment", {"equipment": "crane", "count": 1}, by="guo")
    have(cast, "crane", 1)
    have(cast, "crane", 2)
    with pytest.raises(Refused, match="nothing-to-change"):
        have(cast, "crane", 2)
    old, new = Equipment.objects.order_by("set_at", "id")
    assert (old.count, new.count) == (1, 2)
    assert old.replaced_at and old.ended_seq == new.recorded_seq
    assert stage.told(cast).kit.pools == (("crane", 2),)


def test_equipment_is_lost_and_found(cast: Cast) -> None:
    with pytest.raises(Refused, match="equipment-not-counted"):
        lose(cast, "crane")
    have(cast, "crane", 2)
    with pytest.raises(Refused, match="back-before-it-went"):
        lose(cast, "crane", starts_at=later(2), back_at=later(1))
    out = lose(cast, "crane")  # until nobody knows when
    assert stage.told(cast).kit.pools == (("crane", 1),)
    with pytest.raises(NotFound):
        cast.do("dispatch.find_equipment", {"outage": out}, by="stranger")
    cast.do("dispatch.find_equipment", {"outage": out}, by="zhao")
    assert stage.told(cast).kit.pools == (("crane", 2),)
    assert Outage.objects.get().ended_seq
    with pytest.raises(Refused, match="equipment-found-already"):
        cast.do("dispatch.find_equipment", {"outage": out}, by="zhao")


def test_work_that_uses_it_waits_until_it_is_back(cast: Cast) -> None:
    stage.requested(cast)
    have(cast, "lv_tester", 1)
    lose(cast, "lv_tester", back_at=later(30))
    found = stage.told(cast)
    [closure] = found.kit.closures
    assert closure.uses == (("lv_tester", 1),) and not closure.mission
    jobs = {job.key: job for job in found.jobs.jobs}
    assert jobs[key("A15")].uses == (("lv_tester", 1),)
    assert jobs[key("A10a")].uses == ()  # nobody has counted the winches
    problem = stage.problem(found)
    plan = greedy(problem)
    assert check(problem, plan) == []
    assert plan.starts[problem.place[key("A15")]] >= 30 * 60 - 1
    assert all(str(line.task) != closure.key for line in stage.sheet(found).lines)


def test_what_is_out_of_service_is_in_the_plan_and_has_no_line(cast: Cast) -> None:
    stage.requested(cast)
    have(cast, "lv_tester", 1)
    out = lose(cast, "lv_tester", back_at=later(30))
    unit = Unit.objects.get(pk=cast.unit.pk)
    asked, plan = question.question(unit, "", Budget(builds=1))
    assert plan is not None and out in asked.problem.fixed_at
    sheet = outcome.plain(asked, plan, Kind.PROVISIONAL)
    lines = {str(line.task): line for line in sheet.lines}
    assert out not in lines
    assert lines[key("A15")].about == f"lv_tester {out}"


def test_what_to_set_aside_stands_with_what_shortens_the_order(cast: Cast) -> None:
    order = stage.requested(cast, playbook="b-10kv-live-tee")
    count(cast, "transformer", 1)
    unit = Unit.objects.get(pk=cast.unit.pk)
    asked, plan = question.question(unit, "", Budget(builds=1))
    assert plan is not None
    sheet = outcome.plain(asked, plan, Kind.PROVISIONAL)
    [row] = [each for each in sheet.orders if each.order == order.pk]
    [told] = [each for each in row.shorten if each["kind"] == "reserve"]
    assert told["key"] == "transformer" and told["minutes"] > 0


def test_material_that_nobody_counted_holds_no_work(cast: Cast) -> None:
    stage.requested(cast)
    assert all(not job.takes for job in stage.told(cast).jobs.jobs)
    with pytest.raises(Refused, match="stock-not-counted"):
        said = {"item": "branch_box", "amount": 2, "due_at": later(3)}
        cast.do("dispatch.expect_stock", said, by="guo")


def test_work_waits_for_material_on_its_way(cast: Cast) -> None:
    stage.requested(cast)
    count(cast, "branch_box", 1)
    said = {"item": "branch_box", "amount": 1, "due_at": later(30)}
    with pytest.raises(NotAllowed):
        cast.do("dispatch.expect_stock", said, by="zhao")
    with pytest.raises(Refused, match="expected-in-the-past"):
        cast.do("dispatch.expect_stock", {**said, "due_at": later(-1)}, by="guo")
    cast.do("dispatch.expect_stock", said, by="guo")
    problem = stage.problem(stage.told(cast))
    plan = greedy(problem)
    assert check(problem, plan) == []
    assert plan.starts[problem.place[key("A11")]] >= 30 * 60 - 1
    here = {"arrival": str(Arrival.objects.get().pk)}
    cast.do("dispatch.receive_stock", here, by="guo")
    [stock] = stage.told(cast).kit.stocks
    assert stock.arrivals == ((0, 2),)
    with pytest.raises(Refused, match="stock-arrived-already"):
        cast.do("dispatch.receive_stock", here, by="guo")


def test_what_does_not_come_is_not_counted_on(cast: Cast) -> None:
    count(cast, "transformer", 0)
    said = {"item": "transformer", "amount": 1, "due_at": later(30)}
    cast.do("dispatch.expect_stock", said, by="guo")
    here = {"arrival": str(Arrival.objects.get().pk), "came": 0}
    cast.do("dispatch.receive_stock", here, by="guo")
    [stock] = stage.told(cast).kit.stocks
    assert stock.arrivals == ()


def test_what_begun_work_took_is_out_of_the_store(cast: Cast) -> None:
    stage.requested(cast)
    count(cast, "lv_drum", 3)
    with guard.lifted():
        Task.objects.filter(key="A05").update(takes="lv_drum=2")
    stage.done(cast, "A01", by="wang")
    said = {"task": key("A05"), "heads": []}
    cast.do("work.start_desk_work", said, by="guo")
    found = stage.told(cast)
    [stock] = found.kit.stocks
    assert stock.arrivals == ((0, 1),)
    running = next(job for job in found.jobs.jobs if job.key == key("A05"))
    assert running.takes == ()  # it has them: it does not take them twice
    count(cast, "lv_drum", 5)  # whoever counts now has seen that they are gone
    [stock] = stage.told(cast).kit.stocks
    assert stock.arrivals == ((0, 5),)
    assert StockCount.objects.count() == 2
