"""Problems of the field, made by dice from a seed: what the planner is measured on.

Orders of 8 to 14 tasks from the survey to the supply, crews with several skills that
travel from two depots, shared equipment, transformers that arrive, weights, deadlines.
Frozen together with `greedy`: whoever changes a line here loses every comparison.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random

from greenlane.planning.fieldwork import work_of
from greenlane.planning.problem import Problem
from greenlane.planning.rows import DARK, Crew, Mission, Stock

SURGE = ((5, 8), (10, 14), (20, 20), (40, 30), (60, 40))  # orders, crews
RICH = ((1, 40), (3, 40), (5, 24), (10, 40), (15, 60))
STEP = 5  # minutes
_DEPOTS = 2
_DAY, _DAYS = 1440, 40
_EARLY, _LATE = (0, 720), (240, 960)  # eight hours together, each day
_KM = 24.0  # the town is a square of this side
_SPEED, _DETOUR = 40.0, 1.3
_WEIGHTS = (10, 6, 6, 3, 3, 3, 3, 1, 1, 1)
_DUE = {10: 480, 6: 960, 3: 1440, 1: 2880}  # minutes after the place went dark
# Who they are, and how many of them know what; the first skill is their trade.
_GANGS = (
    (("civil", 6, 8), ("cable", 3, 4)),
    (("joint", 2, 3), ("electric", 2, 2)),
    (("install", 3, 4), ("electric", 2, 3), ("joint", 1, 1)),
    (("test", 2, 3), ("switch", 1, 2), ("survey", 1, 1)),
    (("cable", 5, 6), ("civil", 2, 4)),
    (("switch", 2, 3), ("survey", 2, 2)),
    (("civil", 4, 6), ("install", 1, 2)),
    (("survey", 2, 2), ("electric", 2, 3), ("test", 2, 2)),
)


def field(orders: int, crews: int, *, seed: int) -> Problem:
    """The same numbers and seed give the same problem, on every machine."""
    dice = Random(f"field {orders} {crews} {seed}")
    depots = 2
    places = [
        (dice.random() * _KM, dice.random() * _KM) for _ in range(orders + depots)
    ]
    missions = tuple(_mission(dice, at) for at in range(orders))
    tasks = tuple(
        task
        for at, mission in enumerate(missions)
        for task in work_of(dice, mission, site=at)
    )
    boxes = sum(amount for task in tasks for _key, amount in task.takes)
    return Problem(
        tasks=tasks,
        crews=tuple(_crew(dice, at, orders + at % _DEPOTS) for at in range(crews)),
        pools=(
            ("crane", max(1, crews // 10)),
            ("digger", max(1, crews // 6)),
            ("test set", max(1, crews // 8)),
            ("truck", max(2, crews // 5)),
        ),
        stocks=(Stock("transformer", _arrivals(dice, boxes)),) if boxes else (),
        missions=missions,
        travel=tuple(tuple(_way(one, two) for two in places) for one in places),
        objective=DARK,
        name=f"field {orders}/{crews} seed {seed}",
    )


def _mission(dice: Random, at: int) -> Mission:
    """Half of the places are dark when planning begins, the others follow that day."""
    weight = dice.choice(_WEIGHTS)
    dark = 0 if dice.random() < 0.5 else dice.randrange(0, 480, STEP)
    due = dark + int(_DUE[weight] * dice.choice((0.75, 1.0, 1.25))) // STEP * STEP
    return Mission(f"O{at}", weight, dark, due)


def _crew(dice: Random, at: int, depot: int) -> Crew:
    skills = tuple(
        (skill, dice.randint(few, many))
        for skill, few, many in _GANGS[at % len(_GANGS)]
    )
    begin, end = _LATE if dice.random() < 0.3 else _EARLY
    shifts = tuple((day * _DAY + begin, day * _DAY + end) for day in range(_DAYS))
    return Crew(f"C{at}", skills, site=depot, shifts=shifts)


def _arrivals(dice: Random, boxes: int) -> tuple[tuple[int, int], ...]:
    """A third of the transformers stands in the yard; lorries bring the others."""
    found, at = [(0, max(1, boxes // 3))], 0
    left = boxes - found[0][1]
    while left > 0:
        at += dice.randrange(90, 300, STEP)
        found.append((at, amount := min(left, dice.randint(1, 3))))
        left -= amount
    return tuple(found)


def _way(one: tuple[float, float], two: tuple[float, float]) -> int:
    """Minutes, in whole steps, never less than it takes."""
    far = ((one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2) ** 0.5
    minutes = far * _DETOUR / _SPEED * 60
    return -int(-minutes // STEP) * STEP


def main(arguments: list[str]) -> int:
    """`python -m greenlane.planning.fieldset 20 20 --seed 1 --out field.json`"""
    from greenlane.planning.written import write_json

    own = argparse.ArgumentParser(prog="fieldset", description=main.__doc__)
    own.add_argument("orders", type=int)
    own.add_argument("crews", type=int)
    own.add_argument("--seed", type=int, default=1)
    own.add_argument("--out", type=Path, required=True)
    asked = own.parse_args(arguments)
    problem = field(asked.orders, asked.crews, seed=asked.seed)
    asked.out.write_text(write_json(problem) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
