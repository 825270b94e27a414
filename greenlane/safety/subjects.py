"""Loading the order that an act of safety is about, locked with its closure."""

from __future__ import annotations

from uuid import UUID

from greenlane.core.locks import Lock
from greenlane.core.refusals import Refused
from greenlane.core.rows import find
from greenlane.safety.closure import settle
from greenlane.work.models import Order, Task


def settled_order(key: UUID, *also: Lock) -> Order:
    """The order, visible to the actor, with its whole closure locked."""
    order = find(Order, key)
    settle(order, *also)
    return order


def task_of(order: Order, key: UUID | None) -> Task | None:
    """The task of this order that evidence was made in, if one is named."""
    if key is None:
        return None
    task = find(Task, key)
    if task.order_id != order.pk:
        raise Refused("task-of-another-order", task=task.key)
    return task


def known_area(order: Order, area: str) -> str:
    """The area, if the order has a task in it."""
    for areas in order.tasks.values_list("areas", flat=True):
        if area in areas.split():
            return area
    raise Refused("unknown-area", area=area)
