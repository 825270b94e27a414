"""An order out of the playbook, and a plan of it on its way to the door."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from greenlane.core.actors import system
from greenlane.core.command import Answer
from greenlane.core.door import perform
from greenlane.core.models import Unit
from greenlane.dispatch import bridge
from greenlane.dispatch.bridge import Told
from greenlane.dispatch.sheet import Sheet, SheetLine
from greenlane.planning.greedy import greedy
from greenlane.planning.problem import Problem
from greenlane.planning.rows import DARK
from greenlane.planning.solution import cost
from greenlane.work.models import Order, Task
from tests.cast import Cast


def requested(cast: Cast, **other: Any) -> Order:
    """A new order at the rental blocks, with all tasks of its playbook."""
    said = {"site": str(cast.site.pk), "authority": "指挥部", **other}
    done = cast.do("connections.request", said, by="wang")
    return Order.objects.get(pk=done.facts["order"])


def done(cast: Cast, key: str, *, by: str) -> None:
    """Desk work on this task begins, ends, and is claimed done."""
    task = str(Task.objects.get(key=key).pk)
    begun = cast.do("work.start_desk_work", {"task": task, "heads": []}, by=by)
    cast.do("work.end_stint", {"stint": begun.facts["stint"]}, by=by)
    cast.do("work.finish_task", {"task": task}, by=by)


def told(cast: Cast) -> Told:
    return bridge.read(Unit.objects.get(pk=cast.unit.pk))


def problem(of: Told) -> Problem:
    return Problem(
        tasks=(*of.jobs.jobs, *of.kit.closures),
        crews=of.crews,
        missions=of.missions,
        travel=of.travel,
        pools=of.kit.pools,
        stocks=of.kit.stocks,
        fixed=(*of.jobs.fixed, *of.kit.closed),
        neighbours=of.jobs.neighbours,
        stays=of.stays(),
        objective=DARK,
    )


def sheet(of: Told, **other: Any) -> Sheet:
    """What the dispatcher's rule makes of it."""
    asked = problem(of)
    plan = greedy(asked)
    price = cost(asked, plan)
    lines = tuple(
        SheetLine(
            UUID(task.key),
            UUID(task.mission),
            of.at(plan.starts[at]),
            of.at(plan.starts[at] + task.minutes),
            crews=tuple(asked.crews[crew].key for crew in plan.crews_of(at)),
            fixed=task.key in asked.fixed_at,
        )
        for at, task in enumerate(asked.tasks)
        if task.mission
    )
    return Sheet(
        **{
            "seq": of.seq,
            "kind": "provisional",
            "cause": "connections.requested",
            "objective": price,
            "bound": 0,
            "greedy": price,
            "proven": False,
            "seconds": 0.1,
            "digest": plan.digest(asked),
            "lines": lines,
            **other,
        }
    )


def publish(cast: Cast, new: Sheet) -> Answer:
    unit = Unit.objects.get(pk=cast.unit.pk)
    return perform("dispatch.publish_plan", {"plan": new.as_text()}, by=system(unit))
