"""Problems that nobody would have thought of: no crew, no time, too much time."""

from __future__ import annotations

from random import Random

from greenlane.planning.problem import BadProblem, Problem
from greenlane.planning.rows import (
    DARK,
    MAKESPAN,
    After,
    Crew,
    Fixed,
    Mission,
    Need,
    Neighbours,
    Stay,
    Stock,
    Task,
)
from greenlane.planning.solution import Plan

SKILLS = ("cable", "joint", "test")
MINUTES = (0, 1, 5, 30, 60, 90, 480, 100_000)


def odd(dice: Random) -> Problem:
    """Raises BadProblem where it is refused at birth."""
    count = dice.randint(1, 9)
    sites = dice.choice((0, 0, 2, 3))
    missions = dice.randint(0, 3)
    return Problem(
        tasks=tuple(_task(dice, at, count, sites, missions) for at in range(count)),
        crews=tuple(_crew(dice, at, sites) for at in range(dice.choice((0, 1, 2, 5)))),
        pools=(("crane", dice.choice((0, 1, 1, 2))),),
        stocks=(Stock("box", tuple((dice.choice((0, 60)), 1) for _ in range(4))),),
        missions=tuple(
            Mission(f"M{at}", dice.choice((0, 1, 10)), 0, dice.choice((None, 0, 90)))
            for at in range(missions)
        ),
        travel=tuple(
            tuple(0 if a == b else dice.choice((5, 10, 40)) for b in range(sites))
            for a in range(sites)
        ),
        neighbours=(Neighbours("T0", "T0"),) if dice.random() < 0.1 else (),
        stays=(Stay("T0", ("C0",), 0, 5),) if dice.random() < 0.1 else (),
        objective=DARK if missions and dice.random() < 0.6 else MAKESPAN,
    )


def held(dice: Random, problem: Problem, plan: Plan) -> Problem:
    """All of the plan is a fact by now, or what began before some minute."""
    now = dice.choice((1 << 60, max(plan.starts) // 2))
    crews = problem.crews
    return Problem(
        **{
            name: getattr(problem, name)
            for name in ("tasks", "crews", "pools", "stocks", "missions", "travel")
        },
        objective=problem.objective,
        fixed=tuple(
            Fixed(task.key, start, tuple(crews[at].key for at in plan.crews_of(place)))
            for place, (task, start) in enumerate(
                zip(problem.tasks, plan.starts, strict=True)
            )
            if start <= now
        ),
    )


def _task(dice: Random, at: int, count: int, sites: int, missions: int) -> Task:
    others = [f"T{other}" for other in range(at)]
    if dice.random() < 0.02:
        others.append(f"T{count - 1}")  # it may wait for itself
    area = dice.choice(("", "", "lv"))
    return Task(
        f"T{at}",
        dice.choice(MINUTES),
        mission=f"M{dice.randrange(missions)}" if missions else "",
        needs=tuple(
            Need(skill, dice.choice((1, 1, 2, 4)))
            for skill in dice.sample(SKILLS, dice.choice((0, 1, 1, 2)))
        ),
        uses=(("crane", 1),) if dice.random() < 0.3 else (),
        takes=(("box", dice.choice((0, 1, 2))),) if dice.random() < 0.2 else (),
        after=tuple(
            After(other, dice.choice((0, 0, -10, 30)), dice.choice(("end", "start")))
            for other in dice.sample(others, min(len(others), dice.randint(0, 2)))
        ),
        release=dice.choice((0, 0, 45)),
        site=dice.randrange(sites) if sites and dice.random() < 0.9 else None,
        area=area,
        exclusive=bool(area) and dice.random() < 0.5,
        access="ward" if dice.random() < 0.05 else "",
        only=("C0",) if dice.random() < 0.05 else (),
    )


def _crew(dice: Random, at: int, sites: int) -> Crew:
    skills = dice.sample(SKILLS, dice.randint(1, 3))
    shifts = ((), (), ((0, 50),), ((0, 100), (150, 700), (1440, 2160)))
    return Crew(
        f"C{at}",
        tuple((skill, dice.choice((1, 2, 4))) for skill in skills),
        site=dice.randrange(sites) if sites and dice.random() < 0.8 else None,
        shifts=dice.choice(shifts),
        passes=("ward",) if dice.random() < 0.5 else (),
    )


__all__ = ["BadProblem", "held", "odd"]
