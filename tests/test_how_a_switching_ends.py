"""A switching order is stopped, taken back, abandoned; and the section comes back.

Over HTTP. What returns to service is asked for every ticket behind it, as ever.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from greenlane.safety.models import EarthSet, Instruction, Point, SwitchingOrder
from tests import endings, stages, switching_stages
from tests.by_phone import held, refused
from tests.high_voltage import HIGH, Plant, done, forged
from tests.switching_stages import line


@pytest.fixture
def plant(cast: Any) -> Plant:
    return Plant.build(cast)


def test_anybody_stops_it_and_the_dispatcher_alone_lets_it_go_on(plant):
    cast, of = plant.cast, plant.of
    row = plant.in_force()
    plant.told()
    stop = {"switching": str(row.pk), "reason": "有人攀爬"}
    cast.do("safety.stop_switching", stop, by="tang")
    cast.do("safety.stop_switching", stop, by="deng")  # twice is once
    assert row.breaks.count() == 1
    first = partial(switching_stages.by_hand, cast, row, 1)
    assert held(first) == {"switching-stopped"}
    going_on = {"switching": str(row.pk), "reason": "人已离开"}
    go_on = partial(cast.do, "safety.resume_switching")
    assert refused(go_on, going_on, by="he").code == "role-missing"
    assert refused(go_on, {**going_on, "reason": ""}, by="zhao").status == 422
    go_on(going_on, by="zhao")
    assert refused(go_on, going_on, by="zhao").code == "switching-not-stopped"
    first()
    cast.do("work.stop_work", {"order": str(of.pk), "reason": "-"}, by="tang")
    second = partial(switching_stages.by_hand, cast, row, 2)
    assert held(second) == {"stop-stands"}
    assert done(row) == [1]


def test_what_the_dispatcher_takes_back_is_given_read_back_and_signed_anew(plant):
    cast = plant.cast
    row = plant.in_force()
    first = partial(switching_stages.by_hand, cast, row, 1)
    given = str(Instruction.objects.get().pk)
    cast.do("safety.withdraw_instruction", {"instruction": given}, by="wang")
    assert held(first) == {"switching-not-given", "no-order-given"}
    again = switching_stages.give(cast, row)
    back = {"instruction": again, "text": switching_stages.WORDS}
    cast.do("safety.read_back", back, by="he")
    assert refused(first).code == "switching-guard-unsigned"
    stages.sign(cast, Instruction.objects.get(pk=again), "guard", by="gao")
    first()


def test_one_at_a_time_and_what_is_not_carried_on_is_abandoned_with_a_reason(plant):
    cast, of = plant.cast, plant.of
    row = plant.in_force()
    switching_stages.by_hand(cast, row, 1)
    other = switching_stages.write(cast, of, plant.steps)
    switching_stages.check(cast, other)
    no = refused(switching_stages.give, cast, other)
    assert no.code == "another-switching-in-force"
    told = {"switching": str(row.pk), "reason": "方式改变"}
    abandon = partial(cast.do, "safety.abandon_switching")
    assert refused(abandon, told, by="he").code == "role-missing"
    assert refused(abandon, {**told, "reason": ""}, by="zhao").status == 422
    abandon(told, by="zhao")
    assert refused(abandon, told, by="zhao").code == "switching-over"
    assert Instruction.objects.get(target=row.pk).withdrawn_at is not None
    assert refused(switching_stages.by_hand, cast, row, 2).missing
    assert "switching-not-given" in held(plant.isolate)  # by the other one, then
    switching_stages.give(cast, other)
    assert not forged()


@pytest.fixture
def worked_on(plant: Plant) -> Any:
    """Out of service by a switching order, and a crew is let in: its ticket."""
    plant.switched(plant.in_force())
    ticket = stages.issue(plant.cast, plant.of, plant.isolation)
    stages.received(plant.cast, ticket)
    return stages.permit(plant.cast, ticket)


def back(plant: Plant, *order: int) -> SwitchingOrder:
    """The way back, its three steps in this order."""
    rows = [
        line("remove_earth", EarthSet.objects.get(), action="拆除接地线E1"),
        line("take_off", action="拆除标示牌和遮栏", **plant.device),
        line("unlock_point", Point.objects.get(), action="取下锁和牌"),
    ]
    rows = [rows[each] for each in order]
    return switching_stages.in_force(plant.cast, plant.of, rows)


@pytest.mark.usefixtures("worked_on")
def test_a_wrong_order_of_steps_comes_past_no_gate(plant):
    cast, row = plant.cast, back(plant, 1, 0, 2)
    first = partial(switching_stages.by_hand, cast, row, 1)
    assert held(first) == {"ticket-open", "earth-still-on"}
    assert "not-the-next-step" in held(endings.unearth, cast, EarthSet.objects.get())
    assert done(row) == []


def test_it_comes_back_only_when_every_ticket_behind_it_has_ended(plant, worked_on):
    cast, row = plant.cast, back(plant, 0, 1, 2)
    off = partial(switching_stages.by_hand, cast, row, 2)
    unlock = partial(cast.do, "safety.unlock_point", by="he")
    alone = {"point": str(Point.objects.get().pk)}
    told = {**alone, "guarded_by": cast.id("gao")}
    assert held(unlock, told) >= {"not-the-next-step", "ticket-open", "earth-still-on"}
    endings.unearth(cast, EarthSet.objects.get())
    assert held(off) == {"ticket-open"}
    endings.end(cast, worked_on, heads=1, earths=1)
    off()
    assert refused(unlock, alone).status == 422
    wrong = {**told, "guarded_by": cast.id("he")}
    assert refused(unlock, wrong).code == "guard-is-the-operator"
    unlock(told)
    plant.ended(row)
    assert done(row) == [1, 2, 3]
    assert not forged()


def test_a_step_keeps_its_place_where_the_pack_does_not_ask(plant):
    """Low voltage by a switching order that nobody asked for: still in turn."""
    cast, of = plant.cast, plant.of
    switching_stages.asked_at(cast, of, HIGH)
    plant.told()
    stages.ordered(cast, of, plant.infeed)
    row = plant.in_force()
    assert held(plant.isolate) == {"not-the-next-step"}
    switched_first = partial(switching_stages.by_hand, cast, row)
    switched_first(1)
    switched_first(2)
    plant.isolate()
    assert done(row) == [1, 2, 3]
