"""The rows that stories are made of: for one order or a page of them, at one price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.attached import is_attached, keys_of
from greenlane.core.prepared import prepared
from greenlane.places.inorder import in_order
from greenlane.places.models import SupplyPoint, SupplyState
from greenlane.work.attaching import tasks_of
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

Keys = tuple[UUID, ...]


@dataclass(frozen=True)
class Known:
    """What was known up to number `seq` of the order's stream; None means all of it."""

    seq: int | None = None

    def has(self, number: int | None) -> bool:
        return self.seq is None or number is None or number <= self.seq

    def end_of(self, row: Any, field: str = "ended_at") -> datetime | None:
        """The end, if it had been told."""
        known = self.seq is None or (row.ended_seq or 0) <= self.seq
        return getattr(row, field) if known else None


class StoryRows:
    """Seven queries, and one for each relation that was not attached."""

    def __init__(self, orders: Sequence[Order], *, known: Known) -> None:
        self.known = known
        keys = keys_of(orders)
        self.points: dict[UUID, list[SupplyPoint]] = {
            order.pk: in_order(order.points.all()) for order in orders
        }
        self.tasks: dict[UUID, list[Task]] = defaultdict(list)
        for task in _tasks_of(orders, keys):
            self.tasks[task.order_id].append(task)
        self.states = self._states()
        self.closings = self._closings(keys)
        self.spans: dict[UUID, list[Span]] = defaultdict(list)
        for order, span in self._told_of(keys):
            self.spans[order].append(span)

    def _states(self) -> dict[UUID, list[SupplyState]]:
        wanted = {point.pk for points in self.points.values() for point in points}
        found: dict[UUID, list[SupplyState]] = defaultdict(list)
        told = _states(tuple(sorted(wanted)), self.known.seq)
        for state in sorted(told, key=lambda each: each.happened_at):
            found[state.point_id].append(state)
        return found

    def _closings(self, keys: Keys) -> dict[UUID, list[datetime]]:
        found: dict[UUID, list[datetime]] = defaultdict(list)
        for each in _clearances(keys):
            if each.order_id and self.known.has(each.recorded_seq):
                found[each.order_id].append(each.given_at)
        return found

    def _told_of(self, keys: Keys) -> Iterable[tuple[UUID, Span]]:
        """(order, span) of every stint, assignment, offer and wait."""
        tasks = {t.pk: t for tasks in self.tasks.values() for t in tasks}
        known = self.known
        for stint in _stints(keys, known.seq):
            task = tasks[stint.task_id]
            yield task.order_id, _span(stint, "work", task, stint.leader_id, known)
        for each in _assignments(keys, known.seq):
            task = tasks[each.task_id]
            yield task.order_id, _span(each, "assigned", task, each.person_id, known)
        for offer in _handoffs(keys, known.seq):
            task = tasks[offer.task_id]
            yield task.order_id, _span(offer, "handoff", task, offer.taker_id, known)
        for wait in _waits(keys, known.seq):
            of = tasks.get(wait.task_id) if wait.task_id else None
            yield wait.order_id, _wait(wait, of, known)


def _tasks_of(orders: Sequence[Order], keys: Keys) -> Iterable[Task]:
    """As they were attached to every one of these orders; else asked for now."""
    if all(is_attached(order, "tasks") for order in orders):
        return [task for order in orders for task in order.tasks.all()]
    return tasks_of(keys)


@prepared
def _states(points: Keys, seq: int | None) -> QuerySet[SupplyState]:
    return _told(SupplyState.objects.filter(point__in=points), seq)


@prepared
def _clearances(orders: Keys) -> QuerySet[Clearance]:
    rows = Clearance.objects.filter(order__in=orders, kind="energise")
    return rows.order_by("given_at")


@prepared
def _stints(orders: Keys, seq: int | None) -> QuerySet[Stint]:
    return _told(Stint.objects.filter(task__order__in=orders), seq)


@prepared
def _assignments(orders: Keys, seq: int | None) -> QuerySet[Assignment]:
    return _told(Assignment.objects.filter(task__order__in=orders), seq)


@prepared
def _handoffs(orders: Keys, seq: int | None) -> QuerySet[Handoff]:
    return _told(Handoff.objects.filter(task__order__in=orders), seq)


@prepared
def _waits(orders: Keys, seq: int | None) -> QuerySet[Wait]:
    return _told(Wait.objects.filter(order__in=orders), seq)


def _told(rows: Any, seq: int | None) -> Any:
    """What is known now, or had been told up to a number of the stream."""
    return rows.current() if seq is None else rows.as_of(seq)


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
