"""Two rental buildings get a new supply in an afternoon: forty tasks, forty-two people.

A sketch for one question, how to split the crews. Its minutes are those of smooth work
by many hands, ours and assumed; they are not tuned to what once happened.
"""

from __future__ import annotations

from greenlane.planning.problem import Problem
from greenlane.planning.rows import After, Crew, Need, Task

# key, skill, heads, minutes, after
SHARED = (
    ("survey", "survey", 2, 25, ""),
    ("compute", "engineer", 1, 10, "survey"),
    ("kit", "stores", 3, 40, ""),
    ("top-up", "stores", 2, 10, "kit compute"),
    ("ticket", "issuer", 1, 10, "compute"),
    ("brief", "leader", 2, 10, "ticket"),
    ("panel", "electric", 4, 60, "brief top-up"),
    ("panel-earth", "electric", 2, 25, "brief top-up"),
    ("panel-test", "test", 2, 15, "panel panel-earth"),
    ("isolate", "switch", 2, 10, "tested-1 tested-2 panel-test"),
    ("connect", "joint", 2, 20, "isolate"),
    ("restore", "switch", 2, 10, "connect"),
    ("light-1", "switch", 2, 10, "restore"),
    ("light-2", "switch", 2, 10, "restore"),
    ("check-1", "test", 2, 10, "light-1"),
    ("check-2", "test", 2, 10, "light-2"),
)
OF_EACH = (
    ("trench-a", "cable", 6, 50, "brief"),
    ("trench-b", "cable", 6, 50, "brief"),
    ("duct", "cable", 3, 15, "trench-a"),
    ("lay", "cable", 12, 35, "trench-a trench-b top-up"),
    ("backfill", "cable", 6, 35, "lay duct"),
    ("riser-a", "electric", 4, 45, "brief top-up"),
    ("riser-b", "electric", 4, 45, "brief top-up"),
    ("boxes", "electric", 2, 45, "riser-a"),
    ("meters", "electric", 3, 40, "riser-b"),
    ("earth", "electric", 2, 25, "brief"),
    ("joint", "joint", 2, 30, "lay boxes"),
    ("tested", "test", 2, 15, "joint meters earth backfill"),
)
CREWS = (
    *((("cable", 6),) * 2),
    *((("electric", 2),) * 5),
    *((("joint", 2),) * 2),
    *((("test", 2),) * 2),
    ("survey", 2),
    ("stores", 3),
    ("switch", 2),
    ("leader", 2),
    ("engineer", 1),
    ("issuer", 2),
)


def two_buildings() -> Problem:
    rows = list(SHARED)
    for building in "12":
        own = {row[0] for row in OF_EACH}
        for key, skill, heads, minutes, after in OF_EACH:
            names = (f"{x}-{building}" if x in own else x for x in after.split())
            told = (f"{key}-{building}", skill, heads, minutes, " ".join(names))
            rows.append(told)
    return Problem(
        tasks=tuple(
            Task(
                key,
                minutes,
                needs=(Need(skill, heads),),
                after=tuple(After(other) for other in after.split()),
            )
            for key, skill, heads, minutes, after in rows
        ),
        crews=tuple(
            Crew(f"{skill}-{at}", ((skill, heads),))
            for at, (skill, heads) in enumerate(CREWS)
        ),
    )
