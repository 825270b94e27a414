"""G0: nothing is released while somebody has said stop, or something is unexplained."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from greenlane.core.gatewalk import Act
from greenlane.core.locks import Lock
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
    orders = {order.pk, *(each.pk for each in orders_behind(touched))}
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
    end = OrderEnd.objects.filter(order=order, reopened_at__isnull=True).first()
    if end is None:
        return []
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
    ]


def _stops(order: Order, orders: set[UUID], touched: tuple[UUID, ...]) -> list[Missing]:
    where = (
        Q(order__in=orders)
        | Q(site=order.site_id)
        | Q(site__isolations__in=touched)
        | Q(isolation__in=touched)
    )
    rows = StopWork.objects.filter(where, lifted_at__isnull=True).distinct()
    return [
        Missing(
            NAME,
            f"{stop.kind}-stands",
            holder="role:safety_supervisor",
            since=stop.at,
            next_step="work.lift_stop",
            evidence=(str(stop.pk),),
        )
        for stop in rows.order_by("at")
    ]


def _unreviewed(
    order: Order, orders: set[UUID], touched: tuple[UUID, ...]
) -> list[Missing]:
    where = (
        Q(order__in=orders) | Q(site=order.site_id) | Q(site__isolations__in=touched)
    )
    rows = Occurrence.objects.filter(where, reviewed_at__isnull=True).distinct()
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
        for row in rows.order_by("at")
    ]


def _unacknowledged(orders: set[UUID], touched: tuple[UUID, ...]) -> list[Missing]:
    mine = Q(order__in=orders) | Q(isolation__in=touched)
    tickets = Ticket.objects.filter(
        mine, revoked_at__isnull=False, acknowledged_at__isnull=True
    )
    clearances = Clearance.objects.filter(
        order__in=orders, revoked_at__isnull=False, acknowledged_at__isnull=True
    )
    found = tickets.values_list("pk", "revoked_at").union(
        clearances.values_list("pk", "revoked_at"), all=True
    )
    return [
        Missing(
            NAME,
            "revocation-unacknowledged",
            holder="role:leader",
            since=since,
            next_step="safety.acknowledge_revocation",
            evidence=(str(key),),
        )
        for key, since in found
    ]
