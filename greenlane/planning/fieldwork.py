"""The tasks of one order of the field sets: survey, construction, energisation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from greenlane.planning.rows import After, Mission, Need, Task

_STEP = 5


@dataclass(frozen=True)
class _Job:
    """What it is called, what it waits for, from how many to how many minutes."""

    key: str
    after: tuple[str, ...]
    minutes: tuple[int, int]
    skill: str
    heads: tuple[int, int]
    uses: str = ""
    takes: str = ""
    area: str = ""
    exclusive: bool = False
    lag: int = 0


_SURVEY = (
    _Job("survey", (), (30, 60), "survey", (1, 2)),
    _Job("trench", ("survey",), (60, 180), "civil", (4, 9), uses="digger"),
    _Job("cable", ("trench",), (60, 120), "cable", (4, 7), uses="truck"),
    _Job("cabinet", ("survey",), (45, 90), "install", (2, 3), uses="truck"),
    _Job("joint", ("cable",), (60, 150), "joint", (1, 3), area="lv"),
)
_TRANSFORMER = (
    _Job("base", ("survey",), (45, 120), "civil", (2, 5), lag=30),
    _Job(
        "transformer", ("base",), (60, 120), "install", (2, 4),
        uses="crane", takes="transformer",
    ),
    _Job("earth", ("base",), (30, 75), "electric", (1, 2)),
    _Job("terminate", ("transformer", "cable"), (60, 150), "joint", (1, 2), area="lv"),
)  # fmt: skip
_MORE = (
    _Job("riser", ("survey",), (60, 120), "electric", (2, 3), area="lv"),
    _Job("second cable", ("trench",), (45, 120), "cable", (3, 5), uses="truck"),
)
_SUPPLY = (
    _Job(
        "withstand", (), (30, 60), "test", (2, 2),
        uses="test set", area="lv", exclusive=True,
    ),
    _Job("switch in", ("withstand",), (15, 30), "switch", (1, 2)),
    _Job("load check", ("switch in",), (15, 30), "electric", (1, 2)),
)  # fmt: skip


def work_of(dice: Random, mission: Mission, *, site: int) -> Iterator[Task]:
    """Eight to fourteen tasks; the withstand test waits for all construction."""
    jobs = list(_SURVEY)
    if dice.random() < 0.6:
        jobs += _TRANSFORMER
    jobs += [each for each in _MORE if dice.random() < 0.5]
    built = tuple(job.key for job in jobs)
    for job in (*jobs, *_SUPPLY):
        after = built if job.key == "withstand" else job.after
        yield _task(dice, job, after, mission, site)


def _task(
    dice: Random, job: _Job, after: tuple[str, ...], mission: Mission, site: int
) -> Task:
    few, many = job.minutes
    return Task(
        f"{mission.key} {job.key}",
        dice.randrange(few, many + _STEP, _STEP),
        mission=mission.key,
        needs=(Need(job.skill, dice.randint(*job.heads)),),
        uses=((job.uses, 1),) if job.uses else (),
        takes=((job.takes, 1),) if job.takes else (),
        after=tuple(After(f"{mission.key} {key}", job.lag) for key in after),
        release=mission.need_at,
        site=site,
        area=job.area,
        exclusive=job.exclusive,
    )
