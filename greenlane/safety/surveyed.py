"""A survey found infeeds nobody knew: work nearby rests until they are shut."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from greenlane.core import locks
from greenlane.core.actors import Actor
from greenlane.core.command import say
from greenlane.core.locks import Lock
from greenlane.network.models import Device
from greenlane.safety.facts_ticket import TicketInterrupted
from greenlane.safety.infeeds import void_empty_lists
from greenlane.safety.models import Infeed, Isolation
from greenlane.safety.ticket_queries import open_tickets
from greenlane.safety.voiding import rest
from greenlane.work.models import Order


def locks_for(devices: Sequence[UUID]) -> list[Lock]:
    """The devices a survey names, and the isolations that they feed."""
    fed = Isolation.objects.filter(source__in=devices).values_list("pk", flat=True)
    return [
        *(Lock(Device, key) for key in devices),
        *(Lock(Isolation, key) for key in fed),
    ]


def interrupt_for(
    infeeds: Sequence[Infeed],
    order: Order,
    isolations: tuple[UUID, ...],
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Interrupt every permitted ticket of the closure if an infeed is new. How many.

    A ticket that said "no infeeds" is void at once.
    """
    if not infeeds:
        return 0
    rested = 0
    void_empty_lists(order.site, isolations, at=at)
    for ticket in locks.take(*open_tickets(isolations, order.pk)):
        if not rest(ticket, cause="new-infeed", by=by):
            continue
        rested += 1
        say(
            TicketInterrupted(ticket.pk, "new-infeed"),
            subjects=(ticket, ("order", ticket.order_id)),
            unit=ticket.unit_id,
        )
    return rested
