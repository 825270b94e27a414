"""G12: nobody and nothing is left behind on anything this switching touches."""

from __future__ import annotations

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.refusals import Missing
from greenlane.safety.acts import CLOSINGS
from greenlane.safety.closure import orders_behind
from greenlane.safety.gate_reading import order_of, parents
from greenlane.safety.models import EarthSet, Ticket
from greenlane.safety.ticket_queries import open_tickets
from greenlane.work.models import Stint

NAME, CLASS = "G12", "P"
GUARDS = CLOSINGS | {"unlock_point"}


def locks(act: Act) -> list[Lock]:
    # There is no row for "no open ticket": lock the parents that every ticket locks.
    return parents(act)


def missing(act: Act) -> list[Missing]:
    order = order_of(act)
    site = order.site.orders.values_list("pk", flat=True)
    return [
        *(_ticket(each) for each in open_tickets(act.isolations, order.pk, *site)),
        *_earths(act),
        *_stints(act),
    ]


def _ticket(ticket: Ticket) -> Missing:
    return Missing(
        NAME,
        "ticket-open",
        holder=f"person:{ticket.leader_id}",
        since=ticket.permitted_at,
        next_step="safety.end_ticket",
        evidence=(str(ticket.pk),),
        facts={"ticket": ticket.number},
    )


def _earths(act: Act) -> list[Missing]:
    hanging = EarthSet.objects.filter(
        isolation__in=act.isolations, removed_at__isnull=True
    )
    return [
        Missing(
            NAME,
            "earth-still-on",
            holder="role:switching",
            since=earth.placed_at,
            next_step="safety.remove_earth",
            evidence=(str(earth.pk),),
            facts={"earth": earth.number},
        )
        for earth in hanging.order_by("placed_at", "id")
    ]


def _stints(act: Act) -> list[Missing]:
    """People who are in a stint on isolated plant, whatever the tickets say."""
    orders = {act.order, *(each.pk for each in orders_behind(act.isolations))}
    inside = Stint.objects.filter(
        task__order__in=orders, task__on="isolated", ended_at__isnull=True
    )
    return [
        Missing(
            NAME,
            "people-still-in",
            holder=f"person:{stint.leader_id}",
            since=stint.happened_at,
            next_step="work.end_stint",
            evidence=(str(stint.pk),),
        )
        for stint in inside.order_by("happened_at")
    ]
