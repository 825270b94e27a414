"""What is packed into one number gives the plans of the plain builder."""

from __future__ import annotations

from random import Random

import pytest

from greenlane.planning.build import build
from greenlane.planning.mirror import mirrored
from greenlane.planning.packed import Packed, may_be_packed
from greenlane.planning.problem import Problem
from greenlane.planning.rows import After, Task
from greenlane.planning.tests import some


@pytest.mark.parametrize("seed", range(30))
def test_key_for_key_the_starts_are_the_same(seed: int) -> None:
    dice = Random(seed)
    for pools in (0, 1, 3, 5):
        problem = some.books(dice.randint(3, 40), seed=seed, pools=pools)
        for each in (problem, mirrored(problem)):
            packed = Packed(each)
            for _time in range(4):
                keys = [dice.random() for _task in each.tasks]
                assert packed.starts(keys) == list(build(each, keys).starts)


def test_what_takes_no_time_waits_for_its_equipment_too() -> None:
    problem = Problem(
        tasks=(
            Task("long", 7, uses=(("crane", 2),)),
            Task("look", 0, uses=(("crane", 1),)),
            Task("late", 2, uses=(("crane", 1),), after=(After("look", lag=-3),)),
        ),
        pools=(("crane", 2),),
    )
    assert Packed(problem).starts([0, 1, 2]) == list(build(problem, [0, 1, 2]).starts)


def test_what_has_too_many_minutes_is_not_packed() -> None:
    long = Problem(
        tasks=(Task("dig", 10**7, uses=(("crane", 1),)),), pools=(("crane", 1),)
    )
    assert not may_be_packed(long)
    assert may_be_packed(some.books(60, seed=1))
