"""Problems for tests: small ones by hand, random ones of the field and of the books."""

from __future__ import annotations

from random import Random

from greenlane.planning.problem import Problem
from greenlane.planning.rows import DARK, After, Crew, Fixed, Mission, Need, Stock, Task

TRADES = ("survey", "cable", "joint", "install", "test", "switch")
STAGES = ("survey", "install", "cable", "joint", "test", "switch")


def books(tasks: int, *, seed: int, pools: int = 3) -> Problem:
    """Tasks, chains and equipment, as the PSPLIB has them."""
    dice = Random(seed)
    return Problem(
        tasks=tuple(
            Task(
                f"T{at}",
                dice.randint(0 if at % 7 == 3 else 1, 9),
                uses=tuple(
                    (f"R{pool}", dice.randint(1, 6))
                    for pool in range(pools)
                    if dice.random() < 0.5
                ),
                after=tuple(
                    After(f"T{other}")
                    for other in range(max(0, at - 6), at)
                    if dice.random() < 0.25
                ),
            )
            for at in range(tasks)
        ),
        pools=tuple((f"R{pool}", 8 + pool) for pool in range(pools)),
    )


def field(orders: int, crews: int, *, seed: int, running: int = 0) -> Problem:
    """Orders of 6 to 9 tasks, crews that travel and end their shift, two cranes."""
    dice = Random(seed)
    places = [(dice.uniform(0, 30), dice.uniform(0, 30)) for _ in range(orders + 2)]
    tasks, missions = [], []
    for order in range(orders):
        key = f"O{order}"
        need_at = dice.randrange(0, 240, 5)
        missions.append(
            Mission(key, dice.choice((1, 3, 6, 10)), need_at, need_at + 300)
        )
        tasks += _tasks(dice, key, site=order)
    return Problem(
        tasks=tuple(tasks),
        crews=tuple(_crew(dice, at, orders, crews) for at in range(crews)),
        pools=(("crane", 2),),
        stocks=(Stock("transformer", ((0, 2), (180, orders))),),
        missions=tuple(missions),
        travel=tuple(tuple(_way(one, two) for two in places) for one in places),
        fixed=tuple(
            Fixed(f"O{order}-0", 0, (f"C{order}",)) for order in range(running)
        ),
        objective=DARK,
    )


def _tasks(dice: Random, key: str, *, site: int) -> list[Task]:
    found = []
    for at in range(dice.randint(6, 9)):
        skill = STAGES[min(at, len(STAGES) - 1)]
        testing = skill == "test"
        found.append(
            Task(
                f"{key}-{at}",
                dice.randrange(10, 90, 5),
                mission=key,
                needs=(Need(skill, heads=dice.choice((1, 2, 2))),),
                uses=(("crane", 1),) if skill == "install" else (),
                takes=(("transformer", 1),) if at == 1 else (),
                after=(After(f"{key}-{at - 1 - (at > 2 and dice.random() < 0.4)}"),)
                if at
                else (),
                release=0,
                site=site,
                area="lv" if at > 1 else "",
                exclusive=testing,
            )
        )
    return found


def _crew(dice: Random, at: int, orders: int, crews: int) -> Crew:
    first = TRADES[at % len(TRADES)]
    skills = {first, *dice.sample(TRADES, 2)}
    shifts = ((0, 720), (1440, 2160), (2880, 3600), (4320, 9999)) if at % 2 else ()
    return Crew(
        f"C{at}",
        tuple((skill, 2 + at % 3) for skill in sorted(skills)),
        site=orders + at % 2,
        shifts=shifts,
    )


def _way(one: tuple[float, float], two: tuple[float, float]) -> int:
    """40 km/h, and a detour of 1.3."""
    far = ((one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2) ** 0.5
    return int(far * 1.3 / 40 * 60 + 0.999)
