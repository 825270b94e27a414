"""Before a line is moved by hand: what else would begin later, which promise breaks.

The plan is only mended, as it would be at the next piece of news: an answer in an
instant, without the engine. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from greenlane.core import clock
from greenlane.core.kept import kept
from greenlane.core.models import Unit
from greenlane.core.refusals import Refused
from greenlane.dispatch import bridge
from greenlane.dispatch.bridge import Told
from greenlane.dispatch.live import question
from greenlane.dispatch.live.outcome import Asked
from greenlane.planning.build import CannotBuild
from greenlane.planning.repair import Line, repaired
from greenlane.planning.solution import Plan, mission_ends
from greenlane.planning.solve import Budget
from greenlane.planning.unable import Impossible

NOTED = 5  # minutes; less is no news to anybody
ASKED = "moved by hand"


@dataclass(frozen=True)
class Slipped:
    """Tasks with the minutes that they would begin later; orders by theirs.

    `breaks`: orders that would then end later than four in five times was promised,
    and do not now. `begins`: when the task itself would; none where it could not be
    done so, and `impossible` says by which rule.
    """

    tasks: Mapping[UUID, int] = field(default_factory=dict)
    orders: Mapping[UUID, int] = field(default_factory=dict)
    breaks: tuple[UUID, ...] = ()
    begins: datetime | None = None
    impossible: tuple[Impossible, ...] = ()


def slips(
    unit: Unit, task: UUID, *, crew: str = "", start: datetime | None = None
) -> Slipped:
    """The task with another crew, not before another start.

    Refused runs-already, what-if-failed. Whoever asks again of the same plan within
    the minute waits a third as long: what stands is read and mended once.
    """
    key = str(task)
    minute = int(clock.now().timestamp()) // 60
    now, stands = kept("slips", (unit.pk, minute), lambda: _standing(unit), weight=60)
    if key in now.problem.fixed_at:
        raise Refused("runs-already")
    moved = _moved(now.told, key, crew, start)
    then = question.asked_of(unit, moved, ASKED, Budget(builds=1), tried=False)
    lacks = tuple(each for each in then.screened.impossible if each.task == key)
    if lacks or then.screened.problem is None or key not in then.problem.place:
        return Slipped(impossible=lacks)
    try:
        comes = repaired(
            then.problem, _last(then, key, crew, start), notice=now.told.figures.notice
        )
    except CannotBuild as held:
        raise Refused("what-if-failed", why="impossible") from held
    return _compared(unit, key, (now, stands), (then, comes))


def _standing(unit: Unit) -> tuple[Asked, Plan]:
    now = question.asked_of(
        unit, bridge.read(unit), ASKED, Budget(builds=1), tried=False
    )
    if now.screened.problem is None:
        raise Refused("what-if-failed", why="impossible")
    try:
        return now, question.mended(now)
    except CannotBuild as held:
        raise Refused("what-if-failed", why="impossible") from held


def _moved(told: Told, key: str, crew: str, start: datetime | None) -> Told:
    jobs = []
    for job in told.jobs.jobs:
        if job.key == key and crew:
            job = replace(job, only=(crew,))
        if job.key == key and start:
            job = replace(job, release=max(job.release, told.minute(start)))
        jobs.append(job)
    return replace(told, jobs=replace(told.jobs, jobs=tuple(jobs)))


def _last(asked: Asked, key: str, crew: str, start: datetime | None) -> dict[str, Line]:
    """What people know, with this one line as it would be told."""
    lines = question.last(asked)
    old = lines.get(key, Line(0))
    lines[key] = Line(
        asked.told.minute(start) if start else old.start,
        (crew,) if crew else old.crews,
    )
    return lines


def _compared(
    unit: Unit, key: str, now: tuple[Asked, Plan], then: tuple[Asked, Plan]
) -> Slipped:
    begin, later = _starts(*now), _starts(*then)
    tasks = {
        UUID(key): start - begin[key]
        for key, start in later.items()
        if key in begin and start - begin[key] >= NOTED
    }
    ends, ends_then = (mission_ends(each.problem, plan) for each, plan in (now, then))
    orders = {
        UUID(key): end - ends[key]
        for key, end in ends_then.items()
        if key in ends and end - ends[key] >= NOTED
    }
    return Slipped(
        tasks,
        orders,
        tuple(_broken(unit, now[0], ends, orders)),
        then[0].told.at(later[key]),
    )


def _starts(asked: Asked, plan: Plan) -> dict[str, int]:
    tasks = asked.problem.tasks
    return {task.key: plan.starts[at] for at, task in enumerate(tasks) if task.mission}


def _broken(
    unit: Unit, asked: Asked, ends: Mapping[str, int], orders: Mapping[UUID, int]
) -> list[UUID]:
    """The middle of the window moves with the end of the plan."""
    found = []
    for promise in question.promises(unit).filter(order__in=orders):
        row = asked.before.get(promise.order_id)
        middle = row.p50_at if row else None
        end = ends[str(promise.order_id)]
        at = asked.told.minute(middle) if middle else end
        limit = asked.told.minute(promise.p80_at)
        if at <= limit < at + orders[promise.order_id]:
            found.append(promise.order_id)
    return found
