"""What of the work is one person's: given, offered, or begun and not ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from greenlane.core.actors import Actor
from greenlane.work.models import Assignment, Handoff, Head, Order, OrderEnd, Task

MANY = 99  # counted up to here


def my_tasks(actor: Actor) -> QuerySet[Task]:
    """Open tasks of the person who looks, each with `begun`, `offered` and `given`."""
    account = actor.account or 0
    rows = Task.objects.seen_by(actor).annotate(
        begun=Exists(
            Head.objects.filter(
                stint__task=OuterRef("pk"),
                stint__corrected_by__isnull=True,
                person__account=account,
                left_at__isnull=True,
            )
        ),
        offered=_open(Handoff.objects.all(), taker__account=account),
        given=_open(Assignment.objects.all(), person__account=account),
    )
    # Work that nobody has ended is his, whatever became of the task.
    asked = Q(offered=True) | Q(given=True)
    asked &= Q(finished_at__isnull=True, dropped_at__isnull=True)
    ended = OrderEnd.objects.filter(reopened_at__isnull=True).values("order")
    return rows.filter(Q(begun=True) | (asked & ~Q(order__in=ended)))


def my_count(actor: Actor) -> int:
    """How many tasks that is, counted up to MANY. One query."""
    return len(my_tasks(actor).order_by().values_list("pk", flat=True)[:MANY])


def my_orders(actor: Actor) -> Iterable[Any]:
    """The keys of orders on which there is such a task, or that this person has."""
    mine = my_tasks(actor).order_by().values("order")
    return Order.objects.filter(
        Q(pk__in=mine) | Q(taken_by__account=actor.account or 0)
    ).values("pk")


def _open(rows: QuerySet[Any], **whose: Any) -> Exists:
    standing = rows.filter(corrected_by__isnull=True, ended_at__isnull=True)
    return Exists(standing.filter(task=OuterRef("pk"), **whose))
