"""A section goes out of service by a switching order, past none of its gates.

Over HTTP, by the people who have to do it; every refusal on the way is asserted. A
switching order is no second way: each act is still asked by all its own gates.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from greenlane.safety.models import Instruction, SwitchingOrder
from tests import stages, switching_stages
from tests.by_phone import held, refused
from tests.high_voltage import HIGH, Plant, done, forged
from tests.switching_stages import line


@pytest.fixture
def plant(cast: Any) -> Plant:
    return Plant.build(cast)


def test_without_one_the_dispatchers_word_alone_moves_no_high_voltage(plant):
    plant.told()
    stages.ordered(plant.cast, plant.of, plant.infeed)
    no = refused(plant.isolate)
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
    assert refused(write, plant.steps, by="zhao").code == "role-missing"
    other = stages.section(cast, stages.order(cast, "BY-2"))
    no = refused(write, [line("place_earth", other)])
    assert no.code == "step-of-another-order"
    row = write(plant.steps)
    assert row.number.startswith("BY-S")
    assert "switching-unchecked" in held(plant.isolate)
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
    assert {"switching-not-given", "no-order-given"} <= held(plant.isolate)


def test_it_is_given_as_one_read_back_word_for_word_and_signed_by_the_guard(plant):
    cast, of = plant.cast, plant.of
    row = switching_stages.write(cast, of, plant.steps)
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
    cast = plant.cast
    row = plant.in_force()
    hand = partial(switching_stages.by_hand, cast, row)
    no = refused(hand, 2)
    assert set(no.missing) == {"not-the-next-step", "evidence-missing"}
    [turn] = [each for each in no.problem["missing"] if each["gate"] == "G14a"]
    assert (turn["facts"]["place"], turn["facts"]["step"]) == ("1", "核对设备双重名称")
    assert turn["next_step"] == "safety.carry_out_step"
    assert held(plant.isolate) == {"not-the-next-step", "evidence-missing"}
    no = refused(hand, 3)
    assert (no.code, no.problem["next_command"]) == (
        "step-has-its-own-verb", "safety.isolate_point",
    )  # fmt: skip
    hand(1)
    assert held(hand, 2) == {"evidence-missing"}  # those who lose supply are told first
    plant.told()
    hand(2)
    # An order for the one act, beside the whole, is no way round it.
    assert held(plant.earth) >= {"not-the-next-step", "infeed-not-isolated"}
    point = plant.isolate()
    assert row.steps.get(place=3).made == point.pk
    plant.prove()  # by one person: it is recorded, and is not the step
    assert held(plant.earth) == {"not-the-next-step"}
    plant.prove(guarded_by=cast.id("gao"))
    earth = plant.earth()
    assert row.steps.get(place=5).made == earth.pk
    no = refused(plant.ended, row)
    assert (no.code, no.problem["facts"]["place"]) == ("switching-steps-left", 6)
    hand(6)
    plant.ended(row)
    given = Instruction.objects.get(target=row.pk)
    assert given.used_for == row.pk
    assert done(row) == [1, 2, 3, 4, 5, 6]
    assert refused(plant.ended, row).code == "switching-over"
    assert refused(switching_stages.give, cast, row).code == "switching-over"
    assert not forged()


def test_where_the_pack_does_not_ask_it_goes_as_before(plant):
    switching_stages.asked_at(plant.cast, plant.of, HIGH)
    plant.told()
    stages.ordered(plant.cast, plant.of, plant.infeed)
    plant.isolate()
    plant.prove()
    plant.earth()
    assert not SwitchingOrder.objects.exists()


@pytest.mark.parametrize("act", ["isolate", "place_earth"])
def test_the_pack_says_which_acts(plant, act):
    switching_stages.asked_at(plant.cast, plant.of, HIGH, act)
    plant.told()
    stages.ordered(plant.cast, plant.of, plant.infeed)
    if act == "isolate":
        assert held(plant.isolate) == {"no-switching-order"}
        return
    plant.isolate()
    plant.prove()
    assert held(plant.earth) == {"no-switching-order"}
