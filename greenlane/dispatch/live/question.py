"""The unit's problem, made ready for the engine; and the last plan mended at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import QuerySet

from greenlane.core.models import Unit
from greenlane.dispatch import bridge
from greenlane.dispatch.bridge import Told
from greenlane.dispatch.live.outcome import Asked
from greenlane.dispatch.models import OrderPlan, Promise
from greenlane.planning.build import CannotBuild
from greenlane.planning.job import Job
from greenlane.planning.possible import screen
from greenlane.planning.problem import Problem
from greenlane.planning.repair import Line, repaired
from greenlane.planning.rows import DARK, Span
from greenlane.planning.solution import Plan
from greenlane.planning.solve import Budget


def question(unit: Unit, cause: str, budget: Budget) -> tuple[Asked, Plan | None]:
    """What stands in the tables now, what of it can be planned, and that mended.

    Whether there is time for everything is asked only where mending fails: it takes as
    long as a plan. No plan: nothing can be planned. Raises CannotBuild.
    """
    told = bridge.read(unit)
    asked = asked_of(unit, told, cause, budget, tried=False)
    if asked.screened.problem is None:
        return asked, None
    try:
        return asked, mended(asked)
    except CannotBuild:
        asked = asked_of(unit, told, cause, budget)
        return asked, mended(asked) if asked.screened.problem else None


def asked_of(
    unit: Unit, told: Told, cause: str, budget: Budget, *, tried: bool = True
) -> Asked:
    """The same of rows that were read before, and perhaps changed for a question.

    Not `tried`: what no time is left for is found out only when a plan is built.
    """
    screened = screen(
        (*told.jobs.jobs, *told.kit.closures),
        told.crews,
        pools=told.kit.pools,
        stocks=told.kit.stocks,
        missions=told.missions,
        travel=told.travel,
        fixed=(*told.jobs.fixed, *told.kit.closed),
        neighbours=told.jobs.neighbours,
        stays=told.stays(),
        objective=DARK,
        tried=tried,
    )
    before = {each.order_id: each for each in OrderPlan.objects.filter(unit=unit)}
    return Asked(told, screened, cause, budget, before)


def promises(unit: Unit) -> QuerySet[Promise]:
    """What sites of this unit were told, and has not been replaced."""
    return Promise.objects.filter(unit=unit, replaced_at=None, order__ended=False)


def last(asked: Asked) -> dict[str, Line]:
    """What people were told of the tasks that are still to be planned."""
    told, known = asked.told, asked.problem.place
    return {
        key: Line(told.minute(start), crews)
        for key, (start, crews) in told.last.items()
        if key in known
    }


def mended(asked: Asked) -> Plan:
    """The last plan as far as it still can be. Raises CannotBuild."""
    return repaired(asked.problem, last(asked), notice=asked.told.figures.notice)


def job(asked: Asked, known: Plan, *, beside: bool = True) -> Job:
    """For the worker. What begins within the notice window keeps crew and start."""
    return Job(
        problem=_held(asked, known),
        budget=asked.budget,
        last=last(asked),
        spans=spans(asked),
        notice=asked.told.figures.notice,
        beside=beside,
    )


def _held(asked: Asked, known: Plan) -> Problem:
    """Held as the mended plan has it: where it had to change, that change stands."""
    problem, notice = asked.problem, asked.told.figures.notice
    told = last(asked)
    tasks = []
    for at, task in enumerate(problem.tasks):
        start, line = known.starts[at], told.get(task.key)
        crews = tuple(problem.crews[crew].key for crew in known.crews_of(at))
        soon = line is not None and start < notice and task.key not in problem.fixed_at
        if soon and crews:
            task = replace(task, release=max(task.release, start), only=crews)
        tasks.append(task)
    return replace(problem, tasks=tuple(tasks))


def spans(asked: Asked) -> Mapping[str, Span]:
    """Low, likely, high of what is planned, as the rows say it."""
    known = asked.problem.place
    return {key: x for key, x in asked.told.jobs.spans.items() if key in known}
