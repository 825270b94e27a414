"""The same problem in the coarsest step that loses nothing: five minutes, in the field.

Where every length is a multiple of five, so is every start of a best plan, and no
engine has to look between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import gcd

from greenlane.planning.problem import Problem
from greenlane.planning.rows import Crew, Mission, Stock, Task
from greenlane.planning.solution import Plan


def step(problem: Problem, *plans: Plan) -> int:
    """The largest number of minutes that divides all that is said in minutes."""
    return max(1, gcd(*_minutes(problem), *(x for plan in plans for x in plan.starts)))


def _minutes(problem: Problem) -> Iterator[int]:
    for task in problem.tasks:
        yield from (task.minutes, task.release, *(x.lag for x in task.after))
    for crew in problem.crews:
        yield from (minute for shift in crew.shifts for minute in shift)
    for stock in problem.stocks:
        yield from (at for at, _amount in stock.arrivals)
    for mission in problem.missions:
        yield from (mission.need_at, mission.deadline or 0)
    for row in problem.travel:
        yield from row
    yield from (each.start for each in problem.fixed)
    for told in problem.stays:  # a price is in minutes of the objective
        yield from (told.start, told.price)


def divided(problem: Problem, by: int) -> Problem:
    """The problem in steps of so many minutes; its cost is that many times less."""
    return replace(
        problem,
        tasks=tuple(_task(each, by) for each in problem.tasks),
        crews=tuple(_crew(each, by) for each in problem.crews),
        stocks=tuple(_stock(each, by) for each in problem.stocks),
        missions=tuple(_mission(each, by) for each in problem.missions),
        travel=tuple(tuple(x // by for x in row) for row in problem.travel),
        fixed=tuple(replace(x, start=x.start // by) for x in problem.fixed),
        stays=tuple(
            replace(x, start=x.start // by, price=x.price // by) for x in problem.stays
        ),
    )


def shorter(plan: Plan, by: int) -> Plan:
    return Plan(tuple(start // by for start in plan.starts), plan.crews)


def longer(plan: Plan, by: int) -> Plan:
    return Plan(tuple(start * by for start in plan.starts), plan.crews)


def _task(task: Task, by: int) -> Task:
    return replace(
        task,
        minutes=task.minutes // by,
        release=task.release // by,
        after=tuple(replace(each, lag=each.lag // by) for each in task.after),
    )


def _crew(crew: Crew, by: int) -> Crew:
    return replace(crew, shifts=tuple((a // by, b // by) for a, b in crew.shifts))


def _stock(stock: Stock, by: int) -> Stock:
    return replace(stock, arrivals=tuple((at // by, n) for at, n in stock.arrivals))


def _mission(mission: Mission, by: int) -> Mission:
    due = mission.deadline
    return replace(
        mission,
        need_at=mission.need_at // by,
        deadline=None if due is None else due // by,
    )
