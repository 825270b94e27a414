"""An order ends: closed, cancelled or merged; holds, waits and links end with it."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from django.conf import settings

from greenlane.core.command import say
from greenlane.work import links, tasks, waits
from greenlane.work.facts.orders import OrderResumed
from greenlane.work.models import Order, OrderEnd, OrderHold, Task

MERGED = "merged"  # why a task was dropped, when a merger took it away


def end_order(
    order: Order,
    kind: str,
    *,
    at: datetime,
    reason: str = "",
    into: Order | None = None,
) -> OrderEnd:
    """The row of the end (closed, cancelled, merged); the caller says and stamps it.

    The caller holds the order, and has made sure that nobody is at work on it.
    Raises Refused where another room is not done with it.
    """
    for must_be_over in import_module(settings.GREENLANE_ENDINGS).ENDINGS:
        must_be_over(order)
    end_hold(order, at=at)
    waits.close_all(order, at=at)
    order.ended = True
    order.save(update_fields=["ended"])
    links.end_with(order)
    return OrderEnd.objects.create(
        unit_id=order.unit_id, order=order, kind=kind, reason=reason, into=into, at=at
    )


def end_hold(order: Order, *, at: datetime) -> bool:
    """Whether there was a hold; it is over now."""
    hold = OrderHold.objects.filter(order=order, until__isnull=True).first()
    if hold is None:
        return False
    hold.until = max(at, hold.since)
    hold.save(update_fields=["until"])
    say(
        OrderResumed(order.pk, hold.pk),
        subjects=(order, hold),
        unit=order.unit_id,
        ends=(hold,),
    )
    return True


def take_tasks_away(order: Order, *, at: datetime) -> None:
    """What was still to be done here is done on the other order."""
    undone = Task.objects.filter(
        order=order, finished_at__isnull=True, dropped_at__isnull=True
    )
    for task in undone:
        task.dropped_at, task.dropped_why = at, MERGED
        task.save(update_fields=["dropped_at", "dropped_why"])
        tasks.settle(task, at=at)
