"""Provisional reservations, order by order: what to set aside before the survey ends.

A proposal and no more: nobody's material is touched, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from greenlane.dispatch.bridge import Told
from greenlane.planning.reserving import Reserve, reserve
from greenlane.work.models import Task

KIND = "reserve"  # as `OrderPlan.shorten` calls it
_VERDICT = ("G2", "G1")  # the way is decided; where no step decides it, seen


def proposals(told: Told) -> dict[UUID, Reserve]:
    """By order, of those whose survey or verdict is open still."""
    return dict(_each(told))


def _each(told: Told) -> Iterator[tuple[UUID, Reserve]]:
    if not told.kit.stocks:
        return
    for order in told.open.orders:
        verdict = _verdict([x for x in told.open.tasks if x.order_id == order.pk])
        if verdict is None:
            continue
        found = reserve(
            told.jobs.jobs,
            told.kit.stocks,
            mission=str(order.pk),
            verdict=str(verdict.pk),
            fixed=told.jobs.fixed,
        )
        if found is not None:
            yield order.pk, found


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
