"""A section goes out of service by a switching order, and comes back by one.

Over HTTP, by the people who have to do it; every refusal on the way is asserted. A
switching order is no second way: each act is still asked by all its own gates.
"""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from greenlane.core import guard
from greenlane.core.verify import verify
from greenlane.network.models import Device
from greenlane.safety.models import EarthSet, Instruction, Point, SwitchingOrder
from tests import endings, stages, switching_stages
from tests.by_phone import Phones, held, refused
from tests.switching_stages import line

HIGH = 10_000


@pytest.fixture
def plant(cast: Any) -> Any:
    """An order with one section, fed by a 10 kV device; everybody has a phone."""
    with guard.lifted():
        Device.objects.filter(pk=cast.source.pk).update(volts=HIGH)
    phones = Phones(cast)
    of = stages.order(phones)
    isolation = stages.section(phones, of)
    return SimpleNamespace(
        cast=phones, of=of, isolation=isolation, infeed=isolation.infeeds.get()
    )


def out_of_service(plant: Any) -> list[dict[str, Any]]:
    """Look, open, lock, prove dead, earth, tag."""
    device = {"device": str(plant.cast.source.pk)}
    return [
        line("check", action="核对设备双重名称", **device),
        line("open", action="拉开开关", expected="开关在分位", **device),
        line("isolate", plant.infeed, action="拉开刀闸，上锁挂牌"),
        line("prove_dead", plant.isolation, action="验明确无电压"),
        line("place_earth", plant.isolation, action="装设接地线E1"),
        line("hang", action="悬挂标示牌", **device),
    ]


def isolate(plant: Any) -> Point:
    return stages.isolate(plant.cast, plant.isolation, plant.infeed)


def hang_earth(plant: Any) -> EarthSet:
    return stages.earth(plant.cast, plant.isolation)


def prove(plant: Any, **other: Any) -> None:
    data = stages.proof(plant.isolation, **other)
    plant.cast.do("safety.prove_dead", data, by="he")


def switched(plant: Any, row: SwitchingOrder) -> None:
    """All six steps, in turn."""
    cast = plant.cast
    stages.told(cast, plant.of)
    switching_stages.by_hand(cast, row, 1)
    switching_stages.by_hand(cast, row, 2)
    isolate(plant)
    prove(plant, guarded_by=cast.id("gao"))
    hang_earth(plant)
    switching_stages.by_hand(cast, row, 6)


def ended(plant: Any, row: SwitchingOrder, *, by: str = "he") -> Any:
    return plant.cast.do("safety.end_switching", {"switching": str(row.pk)}, by=by)


def done(row: SwitchingOrder) -> list[int]:
    steps = row.steps.filter(done_at__isnull=False).order_by("place")
    return list(steps.values_list("place", flat=True))


def forged() -> list[str]:
    """What `verify` finds wrong, but for the two rows that the stage puts there."""
    found = (each.detail for each in verify().findings)
    return [each for each in found if each.split()[0] not in {"infeed", "survey"}]


def test_without_one_the_dispatchers_word_alone_moves_no_high_voltage(plant):
    stages.told(plant.cast, plant.of)
    stages.ordered(plant.cast, plant.of, plant.infeed)
    no = refused(isolate, plant)
    assert no.missing == ["no-switching-order"]
    [missing] = no.problem["missing"]
    assert (missing["gate"], missing["next_step"]) == ("G14a", "safety.write_switching")


def test_it_is_written_by_one_and_checked_by_another(plant):
    cast, of = plant.cast, plant.of
    write = partial(switching_stages.write, cast, of)
    assert refused(write, [line("isolate")]).code == "step-without-its-row"
    no = refused(write, [line("check", plant.infeed)])
    assert no.code == "step-by-hand-names-a-row"
    assert refused(write, [line("open")]).code == "step-without-device"
    assert refused(write, [line("close")]).status == 422  # nothing is closed by hand
    assert refused(write, [line("isolate", of)]).status == 404
    assert refused(write, out_of_service(plant), by="zhao").code == "role-missing"
    row = write(out_of_service(plant))
    assert row.number.startswith("BY-S")
    assert "switching-unchecked" in held(isolate, plant)
    assert refused(switching_stages.give, cast, row).code == "switching-unchecked"
    no = refused(switching_stages.check, cast, row, by="gao")
    assert no.code == "writer-may-not-check"
    no = refused(
        cast.do, "safety.check_switching", {"switching": str(row.pk)}, by="zhao"
    )
    assert no.code == "role-missing"
    signing = {"kind": "switchingorder", "id": str(row.pk), "role": "checker"}
    no = refused(cast.do, "safety.sign", signing, by="he")
    assert no.code == "role-not-on-document"
    switching_stages.check(cast, row)
    no = refused(switching_stages.check, cast, row)
    assert no.code == "switching-checked-already"
    assert {"switching-not-given", "no-order-given"} <= held(isolate, plant)


def test_it_is_given_as_one_read_back_word_for_word_and_signed_by_the_guard(plant):
    cast, of = plant.cast, plant.of
    row = switching_stages.write(cast, of, out_of_service(plant))
    switching_stages.check(cast, row)
    given = switching_stages.give(cast, row)
    assert refused(switching_stages.give, cast, row).code == "switching-given-already"
    first = partial(switching_stages.by_hand, cast, row, 1)
    assert held(first) == {"order-not-read-back"}
    back = {"instruction": given, "text": switching_stages.WORDS[1:]}
    no = refused(cast.do, "safety.read_back", back, by="he")
    assert no.code == "read-back-differs"
    back["text"] = switching_stages.WORDS
    cast.do("safety.read_back", back, by="he")
    assert refused(first).code == "switching-guard-unsigned"
    stages.sign(cast, Instruction.objects.get(pk=given), "guard", by="gao")
    no = refused(first, by="gao", guard=cast.id("he"))
    assert no.code == "not-the-ones-ordered"
    no = refused(first, guard=cast.id("he"))
    assert no.code == "guard-is-the-operator"
    assert refused(first, as_expected="no").code == "state-not-as-expected"
    assert refused(first, as_expected="unknown").code == "state-not-as-expected"
    assert done(row) == []
    first(found="名称编号相符")
    step = row.steps.get(place=1)
    two = (cast.people["he"], cast.people["gao"])
    assert (step.operator, step.guard, step.found) == (*two, "名称编号相符")
    assert refused(first).code == "switching-step-done-already"


def test_no_step_is_skipped_or_ticked_off_and_each_is_asked_by_its_own_gates(plant):
    cast, of = plant.cast, plant.of
    row = switching_stages.in_force(cast, of, out_of_service(plant))
    hand = partial(switching_stages.by_hand, cast, row)
    no = refused(hand, 2)
    assert set(no.missing) == {"not-the-next-step", "evidence-missing"}
    [turn] = [each for each in no.problem["missing"] if each["gate"] == "G14a"]
    assert (turn["facts"]["place"], turn["facts"]["step"]) == ("1", "核对设备双重名称")
    assert turn["next_step"] == "safety.carry_out_step"
    assert held(isolate, plant) == {"not-the-next-step", "evidence-missing"}
    no = refused(hand, 3)
    assert (no.code, no.problem["next_step"]) == (
        "step-has-its-own-verb", "safety.isolate_point",
    )  # fmt: skip
    hand(1)
    assert held(hand, 2) == {"evidence-missing"}  # those who lose supply are told first
    stages.told(cast, of)
    hand(2)
    # An order for the one act, beside the whole, is no way round it.
    assert held(hang_earth, plant) >= {"not-the-next-step", "infeed-not-isolated"}
    point = isolate(plant)
    assert row.steps.get(place=3).made == point.pk
    prove(plant)  # by one person: it is recorded, and is not the step
    assert held(hang_earth, plant) == {"not-the-next-step"}
    prove(plant, guarded_by=cast.id("gao"))
    earth = hang_earth(plant)
    assert row.steps.get(place=5).made == earth.pk
    no = refused(ended, plant, row)
    assert (no.code, no.problem["facts"]["place"]) == ("switching-steps-left", 6)
    hand(6)
    ended(plant, row)
    given = Instruction.objects.get(target=row.pk)
    assert given.used_for == row.pk
    assert done(row) == [1, 2, 3, 4, 5, 6]
    assert refused(ended, plant, row).code == "switching-over"
    assert refused(switching_stages.give, cast, row).code == "switching-over"
    assert not forged()


def test_anybody_stops_it_and_the_dispatcher_alone_lets_it_go_on(plant):
    cast, of = plant.cast, plant.of
    row = switching_stages.in_force(cast, of, out_of_service(plant))
    stages.told(cast, of)
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
    cast, of = plant.cast, plant.of
    row = switching_stages.in_force(cast, of, out_of_service(plant))
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
    row = switching_stages.in_force(cast, of, out_of_service(plant))
    switching_stages.by_hand(cast, row, 1)
    other = switching_stages.write(cast, of, out_of_service(plant))
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
    assert "switching-not-given" in held(isolate, plant)  # by the other one, then
    switching_stages.give(cast, other)
    assert not forged()


def test_it_comes_back_only_when_every_ticket_behind_it_has_ended(plant):
    cast, of = plant.cast, plant.of
    row = switching_stages.in_force(cast, of, out_of_service(plant))
    switched(plant, row)
    ended(plant, row)
    ticket = stages.received(cast, stages.issue(cast, of, plant.isolation))
    stages.permit(cast, ticket)
    point, earth = Point.objects.get(), EarthSet.objects.get()
    device = {"device": str(cast.source.pk)}
    back = switching_stages.in_force(
        cast,
        of,
        [
            line("take_off", action="拆除标示牌和遮栏", **device),
            line("remove_earth", earth, action="拆除接地线E1"),
            line("unlock_point", point, action="取下锁和牌"),
        ],
    )
    first = partial(switching_stages.by_hand, cast, back, 1)
    assert held(first) == {"ticket-open", "earth-still-on"}
    assert "not-the-next-step" in held(endings.unearth, cast, earth)
    cast.do(
        "safety.abandon_switching",
        {"switching": str(back.pk), "reason": "顺序不对"},
        by="zhao",
    )
    right = switching_stages.in_force(
        cast,
        of,
        [
            line("remove_earth", earth, action="拆除接地线E1"),
            line("take_off", action="拆除标示牌和遮栏", **device),
            line("unlock_point", point, action="取下锁和牌"),
        ],
    )
    off = partial(switching_stages.by_hand, cast, right, 2)
    unlock = partial(cast.do, "safety.unlock_point", by="he")
    told = {"point": str(point.pk), "guarded_by": cast.id("gao")}
    assert held(unlock, told) >= {"not-the-next-step", "ticket-open", "earth-still-on"}
    endings.unearth(cast, earth)
    assert held(off) == {"ticket-open"}
    endings.end(cast, ticket, heads=1, earths=1)
    off()
    no = refused(unlock, {"point": str(point.pk)})
    assert no.code == "step-needs-a-guard"
    no = refused(unlock, {**told, "guarded_by": cast.id("he")})
    assert no.code == "step-needs-a-guard"
    unlock(told)
    ended(plant, right)
    assert done(right) == [1, 2, 3]
    assert not forged()


def test_where_the_pack_does_not_ask_it_goes_as_before(plant):
    switching_stages.asked_at(plant.cast, plant.of, HIGH)
    stages.told(plant.cast, plant.of)
    stages.ordered(plant.cast, plant.of, plant.infeed)
    isolate(plant)
    prove(plant)
    hang_earth(plant)
    assert not SwitchingOrder.objects.exists()


def test_a_step_keeps_its_place_where_the_pack_does_not_ask(plant):
    """Low voltage by a switching order that nobody asked for: still in turn."""
    cast, of = plant.cast, plant.of
    switching_stages.asked_at(cast, of, HIGH)
    stages.told(cast, of)
    stages.ordered(cast, of, plant.infeed)
    row = switching_stages.in_force(cast, of, out_of_service(plant))
    assert held(isolate, plant) == {"not-the-next-step"}
    switched_first = partial(switching_stages.by_hand, cast, row)
    switched_first(1)
    switched_first(2)
    isolate(plant)
    assert done(row) == [1, 2, 3]


@pytest.mark.parametrize("act", ["isolate", "place_earth"])
def test_the_pack_says_which_acts(plant, act):
    switching_stages.asked_at(plant.cast, plant.of, HIGH, act)
    stages.told(plant.cast, plant.of)
    stages.ordered(plant.cast, plant.of, plant.infeed)
    if act == "isolate":
        assert held(isolate, plant) == {"no-switching-order"}
        return
    isolate(plant)
    prove(plant)
    assert held(hang_earth, plant) == {"no-switching-order"}
