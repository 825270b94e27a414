"""Who led work on an order: he may not accept it."""

from __future__ import annotations

from uuid import UUID

from greenlane.safety.models import Ticket
from greenlane.work.models import Order, Stint


def led_by(order: Order) -> frozenset[UUID]:
    """Keys of the people who led a ticket or a field stint that changed the plant."""
    tickets = Ticket.objects.filter(order=order)
    stints = Stint.objects.filter(task__order=order, field=True).exclude(
        task__skill__in=("inspect", "test")
    )
    found = tickets.values_list("leader").union(stints.values_list("leader"))
    return frozenset(leader for (leader,) in found)
