"""G0: nothing is released while somebody has said stop, or something is unexplained."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
from greenlane.core.prepared import prepared
from greenlane.core.refusals import Missing
from greenlane.safety.acts import ACTS
from greenlane.safety.closure import closure, orders_behind, parents_behind
from greenlane.safety.gate_reading import order_of, parents
from greenlane.safety.models import Occurrence, Ticket
from greenlane.work.models import Clearance, Order, OrderEnd, StopWork

NAME, CLASS, GUARDS = "G0", "P", ACTS
ON_PLANT = frozenset({"stint_isolated", "stint_live"})


def locks(act: Act) -> list[Lock]:
    # "No stop stands" has no row: whoever says stop locks one of these parents too,
    # be it the order or the site of another crew on the same isolation.
    return [*parents(act), *parents_behind(_touched(act))]


def missing(act: Act) -> list[Missing]:
    order, touched = order_of(act), _touched(act)
    orders = tuple(sorted({order.pk, *(each.pk for each in orders_behind(touched))}))
    return [
        *_ended(order),
        *_stops(order, orders, touched),
        *_unreviewed(order, orders, touched),
        *_unacknowledged(orders, touched),
    ]


def _touched(act: Act) -> tuple[UUID, ...]:
    """A stint on isolated or live plant stands on the whole closure of its order."""
    if act.isolations or not act.kinds & ON_PLANT:
        return act.isolations
    return closure(order_of(act))


def _ended(order: Order) -> list[Missing]:
    return [
        Missing(
            NAME,
            "order-ended",
            holder="role:commander",
            since=end.at,
            next_step="work.reopen_order",
            evidence=(str(end.pk),),
            facts={"order": order.number, "how": end.kind},
        )
        for end in _ends(order.pk)
    ]


@prepared
def _ends(order: UUID) -> QuerySet[OrderEnd]:
    return OrderEnd.objects.filter(order=order, reopened_at__isnull=True)[:1]


def _stops(
    order: Order, orders: tuple[UUID, ...], touched: tuple[UUID, ...]
) -> list[Missing]:
    return [
        Missing(
            NAME,
            f"{stop.kind}-stands",
            holder="role:safety_supervisor",
            since=stop.at,
            next_step="work.lift_stop",
            evidence=(str(stop.pk),),
        )
        for stop in _standing(order.site_id, orders, touched)
    ]


@prepared
def _standing(
    site: UUID, orders: tuple[UUID, ...], touched: tuple[UUID, ...]
) -> QuerySet[StopWork]:
    where = (
        Q(order__in=orders)
        | Q(site=site)
        | Q(site__isolations__in=touched)
        | Q(isolation__in=touched)
    )
    rows = StopWork.objects.filter(where, lifted_at__isnull=True).distinct()
    return rows.order_by("at")


def _unreviewed(
    order: Order, orders: tuple[UUID, ...], touched: tuple[UUID, ...]
) -> list[Missing]:
    return [
        Missing(
            NAME,
            "occurrence-unreviewed",
            holder="role:safety_supervisor",
            since=row.at,
            next_step="safety.review_occurrence",
            evidence=(str(row.pk),),
            facts={"kind": row.kind},
        )
        for row in _occurred(order.site_id, orders, touched)
    ]


@prepared
def _occurred(
    site: UUID, orders: tuple[UUID, ...], touched: tuple[UUID, ...]
) -> QuerySet[Occurrence]:
    where = Q(order__in=orders) | Q(site=site) | Q(site__isolations__in=touched)
    rows = Occurrence.objects.filter(where, reviewed_at__isnull=True).distinct()
    return rows.order_by("at")


def _unacknowledged(
    orders: tuple[UUID, ...], touched: tuple[UUID, ...]
) -> list[Missing]:
    return [
        Missing(
            NAME,
            "revocation-unacknowledged",
            holder="role:leader",
            since=since,
            next_step="safety.acknowledge_revocation",
            evidence=(str(key),),
        )
        for key, since in _revoked(orders, touched)
    ]


@prepared
def _revoked(
    orders: tuple[UUID, ...], touched: tuple[UUID, ...]
) -> QuerySet[Any, tuple[UUID, datetime | None]]:
    """Tickets and clearances: who holds one has not yet said that he knows."""
    mine = Q(order__in=orders) | Q(isolation__in=touched)
    tickets = Ticket.objects.filter(
        mine, revoked_at__isnull=False, acknowledged_at__isnull=True
    )
    clearances = Clearance.objects.filter(
        order__in=orders, revoked_at__isnull=False, acknowledged_at__isnull=True
    )
    return tickets.values_list("pk", "revoked_at").union(
        clearances.values_list("pk", "revoked_at"), all=True
    )
