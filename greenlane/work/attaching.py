"""What lines of a list, labels and stories read of many orders, a query a relation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from greenlane.core.actors import Actor
from greenlane.core.attached import attach, keys_of
from greenlane.core.prepared import prepared
from greenlane.places.models import SupplyPoint
from greenlane.work.models import (
    Assignment,
    Handoff,
    Note,
    Order,
    OrderEnd,
    OrderHold,
    Stint,
    StopWork,
    Task,
    Wait,
)

Keys = tuple[UUID, ...]
BESIDE = ("unit", "site", "playbook", "taken_by", "parent")


def lines(actor: Actor) -> Any:
    """Orders with the single rows beside them; what there are many of is attached."""
    return Order.objects.seen_by(actor).select_related(*BESIDE)


def with_label(orders: Sequence[Order]) -> None:
    """Tasks, points, holds, ends and stops of these orders: five queries."""
    keys = keys_of(orders)
    if not keys:
        return
    attach(orders, "tasks", tasks_of(keys), by="order_id")
    attach(orders, "points", _points(keys), by="of_order")
    attach(orders, "holds", _holds(keys), by="order_id")
    attach(orders, "ends", _ends(keys), by="order_id")
    attach(orders, "stops", _stops(keys), by="order_id")


def with_page(order: Order) -> None:
    """What the page of one order shows beside its label: three queries."""
    keys = (order.pk,)
    attach([order], "waits", _waits(keys), by="order_id")
    attach([order], "notes", _notes(keys), by="order_id")
    attach([order], "children", _children(keys), by="parent_id")


def tasks_with_people(order: UUID) -> list[Task]:
    """In playbook order, with who is assigned, offered, at work, waiting: five."""
    found = tasks_of((order,))
    attach(found, "assignments", _assigned(order), by="task_id")
    attach(found, "handoffs", _offered(order), by="task_id")
    attach(found, "stints", _stints(order), by="task_id")
    attach(found, "waits", _waits((order,)), by="task_id")
    return found


@prepared
def _assigned(order: UUID) -> QuerySet[Assignment]:
    rows = Assignment.objects.current().filter(task__order=order)
    return rows.select_related("person").order_by("happened_at")


@prepared
def _offered(order: UUID) -> QuerySet[Handoff]:
    rows = Handoff.objects.current().filter(task__order=order)
    return rows.select_related("taker").order_by("happened_at")


@prepared
def _stints(order: UUID) -> QuerySet[Stint]:
    rows = Stint.objects.current().filter(task__order=order)
    return rows.select_related("leader").order_by("happened_at")


@prepared
def _waits(orders: Keys) -> QuerySet[Wait]:
    rows = Wait.objects.current().filter(order__in=orders)
    return rows.order_by("happened_at")


@prepared
def _notes(orders: Keys) -> QuerySet[Note]:
    return Note.objects.filter(order__in=orders)


@prepared
def _children(orders: Keys) -> QuerySet[Order]:
    return Order.objects.filter(parent__in=orders)


@prepared
def tasks_of(orders: Keys) -> QuerySet[Task]:
    return Task.objects.filter(order__in=orders).order_by("place")


@prepared
def _points(orders: Keys) -> QuerySet[Any]:
    rows = SupplyPoint.objects.filter(orders__in=orders).order_by("pk")
    return rows.annotate(of_order=F("orders__pk"))


@prepared
def _holds(orders: Keys) -> QuerySet[OrderHold]:
    return OrderHold.objects.filter(order__in=orders).order_by("since", "id")


@prepared
def _ends(orders: Keys) -> QuerySet[OrderEnd]:
    return OrderEnd.objects.filter(order__in=orders).order_by("at", "id")


@prepared
def _stops(orders: Keys) -> QuerySet[StopWork]:
    return StopWork.objects.filter(order__in=orders).order_by("at", "id")
