"""The quick builder makes the plans of the plain one, whatever changed before."""

from __future__ import annotations

from random import Random

import pytest

from greenlane.planning import fieldset
from greenlane.planning.build import CannotBuild, build
from greenlane.planning.problem import Problem
from greenlane.planning.quick import Builder
from greenlane.planning.solution import Plan, cost
from greenlane.planning.tests import some


def plainly(problem: Problem, keys: list[float]) -> Plan | str:
    try:
        return build(problem, keys)
    except CannotBuild as held:
        return str(held)


def quickly(builder: Builder, keys: list[float], *, keep: bool) -> Plan | str:
    try:
        built = builder.built(keys)
    except CannotBuild as held:
        return str(held)
    if keep:
        builder.keep(built)
    return built.plan()


def problems(seed: int) -> list[Problem]:
    return [
        fieldset.field(5, 8, seed=seed),
        fieldset.field(3, 20, seed=seed),
        some.field(5, 8, seed=seed),
        some.field(4, 9, seed=seed, running=2),
        some.books(30, seed=seed),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_key_for_key_the_plans_are_the_same(seed: int) -> None:
    dice = Random(seed)
    for problem in problems(seed):
        builder = Builder(problem)
        keys = [dice.random() for _task in problem.tasks]
        for _change in range(40):
            plan = plainly(problem, keys)
            assert quickly(builder, keys, keep=dice.random() < 0.4) == plan
            if isinstance(plan, Plan):
                assert builder.tables.cost(plan.starts, plan.crews) == cost(
                    problem, plan
                )
            for _move in range(dice.choice((1, 1, 2, 4))):
                keys[dice.randrange(len(keys))] = dice.random()


def test_a_small_change_builds_little_anew() -> None:
    problem = fieldset.field(20, 20, seed=1)
    builder, dice = Builder(problem), Random(1)
    builder.keep(builder.built([dice.random() for _task in problem.tasks]))
    assert builder.base is not None
    keys = [float(builder.base.order.index(at)) for at in range(len(problem.tasks))]
    builder.made = 0
    for _change in range(20):
        changed = keys[:]
        changed[dice.randrange(len(keys))] += 2.5
        builder.built(changed)
    assert builder.made < 20 * len(keys) / 2
