"""The rows that stories are made of: for one order or a page of them, at one price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from greenlane.places.models import SupplyPoint, SupplyState
from greenlane.work.ledger import Span
from greenlane.work.models import (
    Assignment,
    Clearance,
    Handoff,
    Order,
    Stint,
    Task,
    Wait,
)


@dataclass(frozen=True)
class Known:
    """What was known up to number `seq` of the order's stream; None means all of it."""

    seq: int | None = None

    def told(self, rows: Any) -> Iterable[Any]:
        return rows.current() if self.seq is None else rows.as_of(self.seq)

    def has(self, number: int | None) -> bool:
        return self.seq is None or number is None or number <= self.seq

    def end_of(self, row: Any, field: str = "ended_at") -> datetime | None:
        """The end, if it had been told."""
        known = self.seq is None or (row.ended_seq or 0) <= self.seq
        return getattr(row, field) if known else None


class StoryRows:
    """Seven queries, and one for each relation that was not prefetched."""

    def __init__(self, orders: Sequence[Order], *, known: Known) -> None:
        self.known = known
        keys = [order.pk for order in orders]
        self.points: dict[UUID, list[SupplyPoint]] = {
            order.pk: sorted(order.points.all(), key=lambda point: point.pk)
            for order in orders
        }
        self.tasks = self._tasks(keys)
        self.states = self._states()
        self.closings = self._closings(keys)
        self.spans: dict[UUID, list[Span]] = defaultdict(list)
        for order, span in self._told_of(keys):
            self.spans[order].append(span)

    def _tasks(self, keys: list[UUID]) -> dict[UUID, list[Task]]:
        found: dict[UUID, list[Task]] = defaultdict(list)
        for task in Task.objects.filter(order__in=keys).order_by("place"):
            found[task.order_id].append(task)
        return found

    def _states(self) -> dict[UUID, list[SupplyState]]:
        wanted = {point.pk for points in self.points.values() for point in points}
        found: dict[UUID, list[SupplyState]] = defaultdict(list)
        told = self.known.told(SupplyState.objects.filter(point__in=wanted))
        for state in sorted(told, key=lambda each: each.happened_at):
            found[state.point_id].append(state)
        return found

    def _closings(self, keys: list[UUID]) -> dict[UUID, list[datetime]]:
        found: dict[UUID, list[datetime]] = defaultdict(list)
        rows = Clearance.objects.filter(order__in=keys, kind="energise")
        for each in rows.order_by("given_at"):
            if each.order_id and self.known.has(each.recorded_seq):
                found[each.order_id].append(each.given_at)
        return found

    def _told_of(self, keys: list[UUID]) -> Iterable[tuple[UUID, Span]]:
        """(order, span) of every stint, assignment, offer and wait."""
        tasks = {t.pk: t for tasks in self.tasks.values() for t in tasks}
        known = self.known
        for stint in known.told(Stint.objects.filter(task__in=tasks)):
            task = tasks[stint.task_id]
            yield task.order_id, _span(stint, "work", task, stint.leader_id, known)
        for each in known.told(Assignment.objects.filter(task__in=tasks)):
            task = tasks[each.task_id]
            yield task.order_id, _span(each, "assigned", task, each.person_id, known)
        for offer in known.told(Handoff.objects.filter(task__in=tasks)):
            task = tasks[offer.task_id]
            yield task.order_id, _span(offer, "handoff", task, offer.taker_id, known)
        for wait in known.told(Wait.objects.filter(order__in=keys)):
            of = tasks.get(wait.task_id) if wait.task_id else None
            yield wait.order_id, _wait(wait, of, known)


def _span(row: Any, kind: Any, task: Task, person: UUID, known: Known) -> Span:
    return Span(
        kind,
        task.key,
        row.happened_at,
        known.end_of(row),
        holder=f"person:{person}",
        recorded_seq=row.recorded_seq or 0,
    )


def _wait(wait: Wait, task: Task | None, known: Known) -> Span:
    return Span(
        "wait",
        task.key if task else None,
        wait.happened_at,
        known.end_of(wait),
        cause=wait.cause,
        holder=wait.holder,
        expected_end=wait.expected_end,
        recorded_seq=wait.recorded_seq or 0,
    )
