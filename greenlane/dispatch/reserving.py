"""Provisional reservations, order by order: what to set aside before the survey ends.

A proposal and no more: nobody's material is touched, a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from greenlane.dispatch.bridge import Told
from greenlane.planning.reserving import Reserve, reserves
from greenlane.work.models import Task

KIND = "reserve"  # as `OrderPlan.shorten` calls it
_VERDICT = ("G2", "G1")  # the way is decided; where no step decides it, seen


def proposals(told: Told) -> dict[UUID, Reserve]:
    """By order, of those whose survey or verdict is open still."""
    if not told.kit.stocks:
        return {}
    tasks: dict[UUID, list[Task]] = {}
    for task in told.open.tasks:
        tasks.setdefault(task.order_id, []).append(task)
    known = ((key, _verdict(rows)) for key, rows in tasks.items())
    found = reserves(
        told.jobs.jobs,
        told.kit.stocks,
        verdicts={str(key): str(task.pk) for key, task in known if task is not None},
        fixed=told.jobs.fixed,
    )
    return {UUID(key): each for key, each in found.items()}


def _verdict(tasks: list[Task]) -> Task | None:
    """The open step after which the way is known."""
    for gate in _VERDICT:
        for task in tasks:
            if gate in task.list_of("gives"):
                return task
    return None


def entry(found: Reserve, told: Told) -> Mapping[str, Any]:
    """As it stands in `OrderPlan.shorten`: minutes won, and lost if it was wrong."""
    return {
        "kind": KIND,
        "key": found.stock,
        "minutes": found.won,
        "amount": found.amount,
        "lost": found.lost,
        "waited": found.waited,
        "until": told.at(found.until).isoformat(),
        "task": found.task,
    }
