"""Who led work on an order: he may not accept it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from greenlane.core.prepared import prepared
from greenlane.safety.models import Ticket
from greenlane.work.models import Order, Stint


def led_by(order: Order) -> frozenset[UUID]:
    """Keys of the people who led a ticket or a field stint that changed the plant."""
    return frozenset(leader for (leader,) in _leaders(order.pk))


@prepared
def _leaders(order: UUID) -> QuerySet[Any, tuple[UUID]]:
    tickets = Ticket.objects.filter(order=order)
    stints = Stint.objects.filter(task__order=order, field=True).exclude(
        task__skill__in=("inspect", "test")
    )
    return tickets.values_list("leader").union(stints.values_list("leader"))
