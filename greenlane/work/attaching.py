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
from greenlane.work.models import Order, OrderEnd, OrderHold, StopWork, Task

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
