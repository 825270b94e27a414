"""Before a line is moved by hand: what else would begin later, which promise breaks.

The plan is only mended, as it would be at the next piece of news: an answer in an
instant, without the engine. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

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

NOTED = 5  # minutes; less is no news to anybody


@dataclass(frozen=True)
class Slipped:
    """Tasks with the minutes that they would begin later; orders by theirs.

    `breaks`: orders that would then end later than four in five times was promised,
    and do not now.
    """

    tasks: Mapping[UUID, int]
    orders: Mapping[UUID, int]
    breaks: tuple[UUID, ...]


def slips(
    unit: Unit, task: UUID, *, crew: str = "", start: datetime | None = None
) -> Slipped:
    """The task with another crew, not before another start. Refused what-if-failed."""
    told = bridge.read(unit)
    now = question.asked_of(unit, told, "", Budget(builds=1))
    moved = _moved(told, str(task), crew, start)
    then = question.asked_of(unit, moved, "", Budget(builds=1))
    key = str(task)
    if now.screened.problem is None or then.screened.problem is None:
        raise Refused("what-if-failed", why="impossible")
    if key in now.problem.fixed_at or key not in then.problem.place:
        raise Refused("what-if-failed", why="impossible")
    try:
        stands = question.mended(now)
        comes = repaired(
            then.problem, _last(then, key, crew, start), notice=told.figures.notice
        )
    except CannotBuild as held:
        raise Refused("what-if-failed", why="impossible") from held
    return _compared(unit, (now, stands), (then, comes))


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


def _compared(unit: Unit, now: tuple[Asked, Plan], then: tuple[Asked, Plan]) -> Slipped:
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
    return Slipped(tasks, orders, tuple(_broken(unit, now[0], ends, orders)))


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
